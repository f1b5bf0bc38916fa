#include <ImfAttribute.h>
#include <ImfChannelList.h>
#include <ImfFloatAttribute.h>
#include <ImfFrameBuffer.h>
#include <ImfHeader.h>
#include <ImfMultiPartOutputFile.h>
#include <ImfOpaqueAttribute.h>
#include <ImfOutputPart.h>
#include <ImfPartType.h>
#include <ImfVersion.h>
#include <half.h>

#include <memory>
#include <string>
#include <vector>

#include "guard.h"
#include "halves.h"
#include "streams.h"

using likeness::Failure;
using likeness::guarded;
using likeness::require;

namespace {

struct Channel {
  std::string name;
  int type;
};

struct Part {
  std::vector<Channel> channels;
  int rowsDone = 0;
  std::vector<char> samples;  // one chunk, converted; kept between chunks
};

uint32_t toUint(float v) {
  if (!(v > 0)) return 0;
  return v >= 4294967296.f ? 0xFFFFFFFFu : static_cast<uint32_t>(v);
}

size_t sampleSize(int type) { return type == LK_EXR_HALF ? 2 : 4; }

void convert(const char* from, int64_t pixelStride, int width, int type, char* to) {
  switch (type) {
    case LK_EXR_HALF: {
      half* h = reinterpret_cast<half*>(to);
      if (pixelStride == sizeof(float)) {
        likeness::toHalves(reinterpret_cast<const float*>(from), h, static_cast<size_t>(width));
        break;
      }
      for (int x = 0; x < width; x++, from += pixelStride) {
        h[x] = *reinterpret_cast<const float*>(from);
      }
      break;
    }
    case LK_EXR_FLOAT: {
      float* f = reinterpret_cast<float*>(to);
      for (int x = 0; x < width; x++, from += pixelStride) {
        std::memcpy(f + x, from, sizeof(float));  // keeps the bits of a NaN
      }
      break;
    }
    default: {
      uint32_t* u = reinterpret_cast<uint32_t*>(to);
      for (int x = 0; x < width; x++, from += pixelStride) {
        u[x] = toUint(*reinterpret_cast<const float*>(from));
      }
    }
  }
}

}  // namespace

struct lk_exr_writer {
  // Order matters: the file's destructor still writes to the stream.
  std::unique_ptr<likeness::FileOut> stream;
  std::vector<Imf::Header> headers;
  std::vector<Part> parts;
  std::unique_ptr<Imf::MultiPartOutputFile> file;
  int threads = 0;
  bool finished = false;

  Part& part(int i) {
    require(i >= 0 && static_cast<size_t>(i) < parts.size(), "no such part");
    return parts[static_cast<size_t>(i)];
  }
  Imf::Header& header(int i) {
    part(i);
    require(!file && !finished, "the header is closed once rows are written");
    return headers[static_cast<size_t>(i)];
  }
};

int32_t lk_exr_writer_open(const char* path, int32_t threads, lk_exr_writer** out, char* message,
                           int32_t message_size) {
  return guarded(message, message_size, [&] {
    require(path != nullptr && out != nullptr, "path and out must not be NULL");
    *out = nullptr;
    likeness::limitSizes();
    auto w = std::make_unique<lk_exr_writer>();
    w->threads = threads > 1 ? threads : 0;
    likeness::needThreads(w->threads);
    w->stream = std::make_unique<likeness::FileOut>(path);
    *out = w.release();
  });
}

int32_t lk_exr_writer_add_part(lk_exr_writer* w, const lk_exr_part_info* info, char* message,
                               int32_t message_size) {
  return guarded(message, message_size, [&] {
    require(w != nullptr && info != nullptr, "handle and info must not be NULL");
    require(info->struct_size >= sizeof(lk_exr_part_info), "struct_size is too small");
    require(!w->file && !w->finished, "parts are added before rows are written");
    require(info->data_x1 > info->data_x0 && info->data_y1 > info->data_y0,
            "the data window holds no pixel");
    require(info->display_x1 > info->display_x0 && info->display_y1 > info->display_y0,
            "the display window holds no pixel");
    require(info->compression >= 0 && info->compression < Imf::NUM_COMPRESSION_METHODS,
            "no such compression");
    Imf::Header h;
    h.dataWindow() = Imath::Box2i(Imath::V2i(info->data_x0, info->data_y0),
                                  Imath::V2i(info->data_x1 - 1, info->data_y1 - 1));
    h.displayWindow() = Imath::Box2i(Imath::V2i(info->display_x0, info->display_y0),
                                     Imath::V2i(info->display_x1 - 1, info->display_y1 - 1));
    h.pixelAspectRatio() = info->pixel_aspect;
    h.compression() = static_cast<Imf::Compression>(info->compression);
    h.setType(Imf::SCANLINEIMAGE);
    std::string name = likeness::nameOf(info->name);
    if (!name.empty()) h.setName(name);
    w->headers.push_back(h);
    w->parts.emplace_back();
  });
}

int32_t lk_exr_writer_add_channel(lk_exr_writer* w, int32_t part, const char* name, int32_t type,
                                  char* message, int32_t message_size) {
  return guarded(message, message_size, [&] {
    require(w != nullptr && name != nullptr, "handle and name must not be NULL");
    require(type >= LK_EXR_UINT && type <= LK_EXR_FLOAT, "no such channel type");
    Imf::ChannelList& list = w->header(part).channels();
    if (list.findChannel(name) != nullptr) {
      throw Failure(LK_EXR_ARGUMENT, std::string("channel ") + name + " is given twice");
    }
    list.insert(name, Imf::Channel(static_cast<Imf::PixelType>(type)));
    w->part(part).channels.push_back({name, type});
  });
}

int32_t lk_exr_writer_set_attribute(lk_exr_writer* w, int32_t part, const char* name,
                                    const char* type, const void* value, int32_t size,
                                    char* message, int32_t message_size) {
  return guarded(message, message_size, [&] {
    require(w != nullptr && name != nullptr && type != nullptr, "a NULL argument");
    require(size >= 0 && (value != nullptr || size == 0), "an attribute's value is missing");
    Imf::Header& h = w->header(part);
    std::unique_ptr<Imf::Attribute> a(Imf::Attribute::knownType(type)
                                          ? Imf::Attribute::newAttribute(type)
                                          : new Imf::OpaqueAttribute(type));
    likeness::MemoryIn in(value, size);
    a->readValueFrom(in, size, Imf::EXR_VERSION);
    if (in.tellg() != static_cast<uint64_t>(size)) {
      throw Failure(LK_EXR_ARGUMENT, std::string("the value of attribute ") + name +
                                         " is longer than its type " + type + " needs");
    }
    h.insert(name, *a);
    if (std::string(name) == "dwaCompressionLevel") {
      if (auto* level = dynamic_cast<Imf::FloatAttribute*>(a.get())) {
        h.dwaCompressionLevel() = level->value();
      }
    }
  });
}

int32_t lk_exr_writer_begin(lk_exr_writer* w, char* message, int32_t message_size) {
  return guarded(message, message_size, [&] {
    require(w != nullptr, "the handle must not be NULL");
    require(!w->file && !w->finished, "begin is called once");
    require(!w->parts.empty(), "a file needs a part");
    w->file = std::make_unique<Imf::MultiPartOutputFile>(
        *w->stream, w->headers.data(), static_cast<int>(w->headers.size()), false, w->threads);
  });
}

int32_t lk_exr_writer_rows(lk_exr_writer* w, int32_t part, int32_t rows, const float* data,
                           int64_t pixel_stride, int64_t row_stride, int64_t plane_stride,
                           char* message, int32_t message_size) {
  return guarded(message, message_size, [&] {
    require(w != nullptr && data != nullptr, "handle and data must not be NULL");
    require(w->file != nullptr, "begin comes before rows");
    Part& p = w->part(part);
    const Imath::Box2i& window = w->headers[static_cast<size_t>(part)].dataWindow();
    int width = window.max.x - window.min.x + 1;
    int height = window.max.y - window.min.y + 1;
    require(rows > 0 && rows <= height - p.rowsDone, "more rows than the data window has");
    size_t total = 0;
    for (const Channel& c : p.channels) total += sampleSize(c.type);
    size_t pixels = static_cast<size_t>(width) * static_cast<size_t>(rows);
    p.samples.resize(total * pixels);
    Imf::FrameBuffer fb;
    char* to = p.samples.data();
    int y0 = window.min.y + p.rowsDone;
    for (size_t c = 0; c < p.channels.size(); c++) {
      const Channel& ch = p.channels[c];
      size_t size = sampleSize(ch.type);
      const char* plane =
          reinterpret_cast<const char*>(data) + static_cast<int64_t>(c) * plane_stride;
      for (int y = 0; y < rows; y++) {
        convert(plane + y * row_stride, pixel_stride, width, ch.type,
                to + static_cast<size_t>(y) * static_cast<size_t>(width) * size);
      }
      size_t line = size * static_cast<size_t>(width);
      // OpenEXR adds x * xStride + y * yStride in absolute coordinates, which may be negative.
      intptr_t base = reinterpret_cast<intptr_t>(to) -
                      static_cast<intptr_t>(window.min.x) * static_cast<intptr_t>(size) -
                      static_cast<intptr_t>(y0) * static_cast<intptr_t>(line);
      fb.insert(ch.name.c_str(), Imf::Slice(static_cast<Imf::PixelType>(ch.type),
                                            reinterpret_cast<char*>(base), size, line));
      to += size * pixels;
    }
    Imf::OutputPart out(*w->file, part);
    out.setFrameBuffer(fb);
    out.writePixels(rows);
    p.rowsDone += rows;
  });
}

int32_t lk_exr_writer_finish(lk_exr_writer* w, int32_t sync, char* message, int32_t message_size) {
  return guarded(message, message_size, [&] {
    require(w != nullptr, "the handle must not be NULL");
    require(w->file != nullptr && !w->finished, "nothing to finish");
    for (size_t i = 0; i < w->parts.size(); i++) {
      const Imath::Box2i& window = w->headers[i].dataWindow();
      if (w->parts[i].rowsDone != window.max.y - window.min.y + 1) {
        throw Failure(LK_EXR_ARGUMENT, "part " + std::to_string(i) + " lacks rows");
      }
    }
    w->finished = true;
    w->file.reset();
    w->stream->finish(sync != 0);
  });
}

void lk_exr_writer_free(lk_exr_writer* w) {
  guarded(nullptr, 0, [&] { delete w; });
}
