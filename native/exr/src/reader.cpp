#include <ImfChannelList.h>
#include <ImfFrameBuffer.h>
#include <ImfHeader.h>
#include <ImfInputPart.h>
#include <ImfMultiPartInputFile.h>
#include <ImfPartType.h>
#include <ImfVersion.h>
#include <OpenEXRConfig.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "dwa.h"
#include "guard.h"
#include "halves.h"
#include "streams.h"

#include <IlmThreadPool.h>
#include <ImfThreading.h>

using likeness::Failure;
using likeness::guarded;
using likeness::require;

namespace likeness {

void needThreads(int threads) {
  static std::mutex lock;
  std::lock_guard<std::mutex> hold(lock);
  int wanted = std::min(threads, 64);
  if (wanted > Imf::globalThreadCount()) Imf::setGlobalThreadCount(wanted);
}

void limitSizes() {
  static std::once_flag once;
  std::call_once(once, [] {
    Imf::Header::setMaxImageSize(65536, 65536);
    Imf::Header::setMaxTileSize(8192, 8192);
  });
}

}  // namespace likeness

namespace {

// Said by lk_exr_part_info, or true of one way of storing only.
const std::array<const char*, 11> kStructural = {
    "channels",   "compression", "dataWindow", "displayWindow", "lineOrder", "pixelAspectRatio",
    "name",       "type",        "version",    "chunkCount",    "tiles"};

bool structural(const std::string& name) {
  return std::find(kStructural.begin(), kStructural.end(), name) != kStructural.end();
}

struct Attribute {
  std::string name;
  std::string type;
  std::vector<char> value;
};

struct ChannelOf {
  std::string name;
  Imf::Channel channel;
};

struct PartOf {
  std::vector<ChannelOf> channels;
  std::vector<Attribute> attributes;
  int storage = LK_EXR_SCANLINES;
};

int storageOf(const Imf::Header& h) {
  if (h.hasType() && Imf::isDeepData(h.type())) return LK_EXR_DEEP;
  return h.hasTileDescription() ? LK_EXR_TILES : LK_EXR_SCANLINES;
}

PartOf describe(const Imf::Header& h) {
  PartOf p;
  p.storage = storageOf(h);
  for (auto i = h.channels().begin(); i != h.channels().end(); ++i) {
    p.channels.push_back({i.name(), i.channel()});
  }
  for (auto i = h.begin(); i != h.end(); ++i) {
    if (structural(i.name())) continue;
    likeness::MemoryOut out;
    i.attribute().writeValueTo(out, Imf::EXR_VERSION);
    p.attributes.push_back({i.name(), i.attribute().typeName(), out.bytes()});
  }
  return p;
}

template <class T>
T& at(std::vector<T>& v, int i, const char* what) {
  require(i >= 0 && static_cast<size_t>(i) < v.size(), what);
  return v[static_cast<size_t>(i)];
}

}  // namespace

struct lk_exr_reader {
  std::unique_ptr<Imf::MultiPartInputFile> file;
  std::vector<PartOf> parts;
  bool alone = true;           // whether the calling thread unpacks
  std::vector<half> halves;    // rows of half channels before they become floats
  std::vector<char> unwanted;  // a row of a channel that nobody asked for
  likeness::DwaUnpacker dwa;

  PartOf& part(int i) { return at(parts, i, "no such part"); }
};

namespace {

// A channel's samples from column x and row y on at `base`.
Imf::Slice slice(Imf::PixelType type, intptr_t base, int x, int y, int64_t pixel, int64_t row) {
  intptr_t origin = base - static_cast<intptr_t>(x) * pixel - static_cast<intptr_t>(y) * row;
  return Imf::Slice(type, reinterpret_cast<char*>(origin), static_cast<size_t>(pixel),
                    static_cast<size_t>(row));
}

// OpenEXR passes over a channel that is not fetched byte by byte, which takes longer than to fetch
// it: all rows of such channels go to one place, where nobody looks. Not where several threads
// would write there.
void addUnwanted(lk_exr_reader& r, const PartOf& p, const Imath::Box2i& window,
                 Imf::FrameBuffer& fb) {
  size_t width = static_cast<size_t>(window.max.x) - static_cast<size_t>(window.min.x) + 1;
  r.unwanted.resize(width * sizeof(float));
  for (const ChannelOf& ch : p.channels) {
    if (fb.findSlice(ch.name) == nullptr && ch.channel.xSampling == 1 && ch.channel.ySampling == 1) {
      int64_t size = ch.channel.type == Imf::HALF ? sizeof(half) : sizeof(float);
      fb.insert(ch.name, slice(ch.channel.type, reinterpret_cast<intptr_t>(r.unwanted.data()),
                               window.min.x, 0, size, 0));
    }
  }
}

// The rows by our own unpacker, where that knows how they are packed.
bool readDwa(lk_exr_reader& r, int part, int y, int rows, const int32_t* channels, int count,
             float* data, int64_t row_stride, int64_t plane_stride) {
  const Imf::Header& header = r.file->header(part);
  const PartOf& p = r.part(part);
  bool dwaa = header.compression() == Imf::DWAA_COMPRESSION;
  if (!likeness::DwaUnpacker::available() || p.storage != LK_EXR_SCANLINES || count != 3 ||
      (!dwaa && header.compression() != Imf::DWAB_COMPRESSION)) {
    return false;
  }
  std::vector<likeness::DwaUnpacker::Channel> all;
  int64_t pixelBytes = 0;
  for (const ChannelOf& c : p.channels) {
    if (c.channel.xSampling != 1 || c.channel.ySampling != 1) return false;
    bool isHalf = c.channel.type == Imf::HALF;
    all.push_back({c.name, isHalf});
    pixelBytes += isHalf ? 2 : 4;
  }
  const Imath::Box2i& window = header.dataWindow();
  int width = window.max.x - window.min.x + 1;
  int block = dwaa ? 32 : 256;
  Imf::InputPart in(*r.file, part);
  for (int row = y; row < y + rows;) {
    int top = window.min.y + (row - window.min.y) / block * block;
    int height = std::min(block, window.max.y + 1 - top);
    likeness::DwaTarget target;
    target.first = row - top;
    target.last = std::min(height, y + rows - top);
    target.row_stride = row_stride;
    for (int c = 0; c < 3; c++) {
      target.planes[c] = reinterpret_cast<float*>(reinterpret_cast<char*>(data) + c * plane_stride +
                                                  (row - y) * row_stride);
    }
    const likeness::DwaUnpacker::Block id{part, top, {channels[0], channels[1], channels[2]}};
    if (!r.dwa.holds(id)) {
      const char* packed = nullptr;
      int size = 0;
      in.rawPixelData(row, packed, size);
      // What did not get smaller is stored as it is.
      if (size <= 0 || size >= pixelBytes * width * height ||
          !r.dwa.open(id, packed, static_cast<size_t>(size), width, height, all)) {
        return false;
      }
    }
    if (!r.dwa.rows(target)) return false;
    row = top + target.last;
  }
  return true;
}

}  // namespace

int32_t lk_exr_abi(void) { return LK_EXR_ABI; }

const char* lk_exr_version(void) { return OPENEXR_VERSION_STRING; }

int32_t lk_exr_reader_open(const char* path, int32_t threads, lk_exr_reader** out,
                           int32_t* part_count, char* message, int32_t message_size) {
  return guarded(message, message_size, [&] {
    require(path != nullptr && out != nullptr && part_count != nullptr, "a NULL argument");
    *out = nullptr;
    likeness::limitSizes();
    int pool = threads > 1 ? threads : 0;
    likeness::needThreads(pool);
    auto r = std::make_unique<lk_exr_reader>();
    r->alone = pool == 0;
    r->file = std::make_unique<Imf::MultiPartInputFile>(path, pool);
    for (int i = 0; i < r->file->parts(); i++) r->parts.push_back(describe(r->file->header(i)));
    *part_count = r->file->parts();
    *out = r.release();
  });
}

int32_t lk_exr_reader_part(lk_exr_reader* r, int32_t part, lk_exr_part_info* info, char* message,
                           int32_t message_size) {
  return guarded(message, message_size, [&] {
    require(r != nullptr && info != nullptr, "handle and info must not be NULL");
    require(info->struct_size >= sizeof(lk_exr_part_info), "struct_size is too small");
    PartOf& p = r->part(part);
    const Imf::Header& h = r->file->header(part);
    const Imath::Box2i& data = h.dataWindow();
    const Imath::Box2i& display = h.displayWindow();
    info->data_x0 = data.min.x;
    info->data_y0 = data.min.y;
    info->data_x1 = data.max.x + 1;
    info->data_y1 = data.max.y + 1;
    info->display_x0 = display.min.x;
    info->display_y0 = display.min.y;
    info->display_x1 = display.max.x + 1;
    info->display_y1 = display.max.y + 1;
    info->pixel_aspect = h.pixelAspectRatio();
    info->compression = h.compression();
    info->storage = p.storage;
    info->channel_count = static_cast<int32_t>(p.channels.size());
    info->attribute_count = static_cast<int32_t>(p.attributes.size());
    likeness::copyName(info->name, h.hasName() ? h.name() : std::string());
  });
}

int32_t lk_exr_reader_channel(lk_exr_reader* r, int32_t part, int32_t index,
                              lk_exr_channel_info* info, char* message, int32_t message_size) {
  return guarded(message, message_size, [&] {
    require(r != nullptr && info != nullptr, "handle and info must not be NULL");
    require(info->struct_size >= sizeof(lk_exr_channel_info), "struct_size is too small");
    const ChannelOf& c = at(r->part(part).channels, index, "no such channel");
    info->type = c.channel.type;
    info->x_sampling = c.channel.xSampling;
    info->y_sampling = c.channel.ySampling;
    likeness::copyName(info->name, c.name);
  });
}

int32_t lk_exr_reader_attribute(lk_exr_reader* r, int32_t part, int32_t index,
                                lk_exr_attribute_info* info, char* message, int32_t message_size) {
  return guarded(message, message_size, [&] {
    require(r != nullptr && info != nullptr, "handle and info must not be NULL");
    require(info->struct_size >= sizeof(lk_exr_attribute_info), "struct_size is too small");
    const Attribute& a = at(r->part(part).attributes, index, "no such attribute");
    info->value_size = static_cast<int32_t>(a.value.size());
    likeness::copyName(info->name, a.name);
    likeness::copyName(info->type, a.type);
  });
}

int32_t lk_exr_reader_attribute_value(lk_exr_reader* r, int32_t part, int32_t index, void* value,
                                      int32_t size, char* message, int32_t message_size) {
  return guarded(message, message_size, [&] {
    require(r != nullptr && (value != nullptr || size == 0), "a NULL argument");
    const Attribute& a = at(r->part(part).attributes, index, "no such attribute");
    require(size >= 0 && static_cast<size_t>(size) >= a.value.size(), "the buffer is too small");
    if (!a.value.empty()) std::memcpy(value, a.value.data(), a.value.size());
  });
}

int32_t lk_exr_reader_rows(lk_exr_reader* r, int32_t part, int32_t y, int32_t rows,
                           const int32_t* channels, int32_t count, float* data,
                           int64_t pixel_stride, int64_t row_stride, int64_t plane_stride,
                           char* message, int32_t message_size) {
  return guarded(message, message_size, [&] {
    require(r != nullptr && channels != nullptr && data != nullptr, "a NULL argument");
    PartOf& p = r->part(part);
    if (p.storage == LK_EXR_DEEP) {
      throw Failure(LK_EXR_UNSUPPORTED, "it holds deep pixels, which are not read");
    }
    const Imath::Box2i& window = r->file->header(part).dataWindow();
    require(rows > 0 && y >= window.min.y && y - 1 <= window.max.y - rows,
            "rows outside the data window");
    if (r->alone && pixel_stride == sizeof(float) &&
        readDwa(*r, part, y, rows, channels, count, data, row_stride, plane_stride)) {
      return;
    }
    Imf::FrameBuffer fb;
    size_t width = static_cast<size_t>(window.max.x) - static_cast<size_t>(window.min.x) + 1;
    size_t samples = width * static_cast<size_t>(rows);
    // Halves are fetched as they lie in the file: OpenEXR turns them into floats one by one.
    std::vector<int> asHalves;
    for (int c = 0; c < count; c++) {
      const ChannelOf& ch = at(p.channels, channels[c], "no such channel");
      if (ch.channel.xSampling != 1 || ch.channel.ySampling != 1) {
        throw Failure(LK_EXR_UNSUPPORTED,
                      "channel " + ch.name + " is subsampled, which is not read");
      }
      if (ch.channel.type == Imf::HALF && pixel_stride == sizeof(float)) {
        asHalves.push_back(c);
        continue;
      }
      fb.insert(ch.name.c_str(),
                slice(Imf::FLOAT, reinterpret_cast<intptr_t>(data) + c * plane_stride, window.min.x,
                      y, pixel_stride, row_stride));
    }
    r->halves.resize(std::max(r->halves.size(), samples * asHalves.size()));
    for (size_t k = 0; k < asHalves.size(); k++) {
      fb.insert(p.channels[static_cast<size_t>(channels[asHalves[k]])].name.c_str(),
                slice(Imf::HALF, reinterpret_cast<intptr_t>(r->halves.data() + k * samples),
                      window.min.x, y, sizeof(half),
                      static_cast<int64_t>(width * sizeof(half))));
    }
    if (r->alone) addUnwanted(*r, p, window, fb);
    Imf::InputPart in(*r->file, part);
    in.setFrameBuffer(fb);
    in.readPixels(y, y + rows - 1);
    for (size_t k = 0; k < asHalves.size(); k++) {
      for (int32_t row = 0; row < rows; row++) {
        likeness::toFloats(
            r->halves.data() + k * samples + static_cast<size_t>(row) * width,
            reinterpret_cast<float*>(reinterpret_cast<char*>(data) + asHalves[k] * plane_stride +
                                     row * row_stride),
            width);
      }
    }
  });
}

void lk_exr_reader_free(lk_exr_reader* r) {
  guarded(nullptr, 0, [&] { delete r; });
}
