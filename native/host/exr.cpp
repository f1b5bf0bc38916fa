#include "picture.h"

#include <ImfHeader.h>
#include <ImfChannelList.h>
#include <ImfFrameBuffer.h>
#include <ImfInputFile.h>
#include <ImfOutputFile.h>
#include <ImfStandardAttributes.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <climits>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

struct ExrHeader {
  Imf::Header imf;
};

namespace {

const Imf::PixelType kFloat = Imf::FLOAT;

void windows(const Imf::Header &h, Picture &p) {
  const Imath::Box2i &d = h.dataWindow();
  const Imath::Box2i &f = h.displayWindow();
  int flip = f.min.y + f.max.y;
  p.bounds = {d.min.x, flip - d.max.y, d.max.x + 1, flip - d.min.y + 1};
  p.format = {f.min.x, f.min.y, f.max.x + 1, f.max.y + 1};
  p.aspect = h.pixelAspectRatio();
  if (Imf::hasFramesPerSecond(h)) p.rate = (double)Imf::framesPerSecond(h);
  p.header = std::make_shared<ExrHeader>(ExrHeader{h});
}

[[noreturn]] void unreadable(const std::string &path, const std::exception &e) {
  throw std::runtime_error(path + " cannot be read: " + e.what());
}

}  // namespace

Picture readExrHeader(const std::string &path) {
  try {
    Imf::InputFile file(path.c_str(), 0);
    Picture p;
    windows(file.header(), p);
    return p;
  } catch (const std::exception &e) {
    unreadable(path, e);
  }
}

Picture readExr(const std::string &path) {
  try {
    Imf::InputFile file(path.c_str(), 0);
    Picture p;
    windows(file.header(), p);
    char real[PATH_MAX];
    if (realpath(path.c_str(), real)) p.file = real;
    const Imath::Box2i d = file.header().dataWindow();
    size_t w = p.width(), h = p.height();
    if (w > 65536 || h > 65536) throw std::runtime_error("more than 65536 pixels a side");
    p.rgba.assign(4 * w * h, 0.f);
    // Rows come from the top; they are stored from the bottom: a negative stride from the last row.
    const Imf::ChannelList &channels = file.header().channels();
    bool grey = !channels.findChannel("R") && channels.findChannel("Y");
    p.grey = grey;
    p.hasAlpha = channels.findChannel("A") != nullptr;
    const char *names[4] = {grey ? "Y" : "R", grey ? "Y" : "G", grey ? "Y" : "B", "A"};
    std::vector<float> row(4 * w);
    for (int y = d.min.y; y <= d.max.y; y++) {
      Imf::FrameBuffer buffer;
      for (int c = 0; c < (grey ? 1 : 4); c++) {
        char *base = reinterpret_cast<char *>(row.data() + c) - (ptrdiff_t)d.min.x * 16;
        buffer.insert(names[c], Imf::Slice(kFloat, base, 16, 0, 1, 1, c == 3 ? 1.0 : 0.0));
      }
      if (grey) {
        char *base = reinterpret_cast<char *>(row.data() + 3) - (ptrdiff_t)d.min.x * 16;
        buffer.insert("A", Imf::Slice(kFloat, base, 16, 0, 1, 1, 1.0));
      }
      file.setFrameBuffer(buffer);
      file.readPixels(y);
      if (grey) {
        for (size_t x = 0; x < w; x++) row[4 * x + 1] = row[4 * x + 2] = row[4 * x];
      }
      std::copy(row.begin(), row.end(), p.rgba.begin() + 4 * w * (size_t)(d.max.y - y));
    }
    return p;
  } catch (const std::exception &e) {
    unreadable(path, e);
  }
}

Picture scaled(const Picture &p, double s) {
  if (s == 1) return p;
  Picture q;
  q.header = p.header;
  q.aspect = p.aspect;
  q.rate = p.rate;
  q.channels = p.channels;
  q.file = p.file;
  q.hasAlpha = p.hasAlpha;
  q.grey = p.grey;
  auto shrink = [s](const OfxRectI &r) {
    return OfxRectI{(int)std::floor(r.x1 * s), (int)std::floor(r.y1 * s), (int)std::ceil(r.x2 * s),
                    (int)std::ceil(r.y2 * s)};
  };
  q.bounds = shrink(p.bounds);
  q.format = shrink(p.format);
  int n = std::max(1, (int)std::lround(1 / s));
  q.rgba.resize(4 * (size_t)q.width() * q.height());
  for (int y = q.bounds.y1; y < q.bounds.y2; y++) {
    for (int x = q.bounds.x1; x < q.bounds.x2; x++) {
      double sum[4] = {0, 0, 0, 0};
      int count = 0;
      int x0 = (int)std::floor(x / s), y0 = (int)std::floor(y / s);
      for (int j = y0; j < y0 + n; j++) {
        for (int i = x0; i < x0 + n; i++) {
          if (i < p.bounds.x1 || i >= p.bounds.x2 || j < p.bounds.y1 || j >= p.bounds.y2) continue;
          const float *v = p.at(i, j);
          for (int c = 0; c < 4; c++) sum[c] += v[c];
          count++;
        }
      }
      float *out = &q.rgba[4 * ((size_t)(y - q.bounds.y1) * q.width() + (x - q.bounds.x1))];
      for (int c = 0; c < 4; c++) out[c] = count ? (float)(sum[c] / count) : 0.f;
    }
  }
  return q;
}

namespace {

// The attributes that go along with a picture.
void carry(const Picture &p, Imf::Header &h) {
  if (!p.header) return;
  const Imf::Header &from = p.header->imf;
  if (Imf::hasTimeCode(from)) Imf::addTimeCode(h, Imf::timeCode(from));
  if (Imf::hasFramesPerSecond(from)) Imf::addFramesPerSecond(h, Imf::framesPerSecond(from));
  if (Imf::hasChromaticities(from)) Imf::addChromaticities(h, Imf::chromaticities(from));
}

template <class T>
void writePixels(const std::string &path, const Picture &p, Imf::Header &h, Imf::PixelType type) {
  const Imath::Box2i &data = h.dataWindow();
  static const char *const names[4] = {"R", "G", "B", "A"};
  size_t w = p.width();
  std::vector<T> pixels(p.rgba.size());
  for (size_t i = 0; i < pixels.size(); i++) pixels[i] = T(p.rgba[i]);
  Imf::FrameBuffer buffer;
  for (int c = p.channels == 1 ? 3 : 0; c < (p.channels == 1 ? 4 : p.channels); c++) {
    h.channels().insert(names[c], Imf::Channel(type));
    // The top row is the last in memory.
    char *base = reinterpret_cast<char *>(pixels.data() + 4 * w * (size_t)(p.height() - 1) + c);
    ptrdiff_t xStride = 4 * sizeof(T);
    ptrdiff_t yStride = -(ptrdiff_t)(4 * sizeof(T) * w);
    base -= (ptrdiff_t)data.min.x * xStride + (ptrdiff_t)data.min.y * yStride;
    buffer.insert(names[c], Imf::Slice(type, base, (size_t)xStride, (size_t)yStride));
  }
  Imf::OutputFile file(path.c_str(), h, 0);
  file.setFrameBuffer(buffer);
  file.writePixels(p.height());
}

}  // namespace

void writeExr(const std::string &path, const Picture &p, const ExrStyle &style) {
  char suffix[64];
  static std::atomic<unsigned> serial{0};
  snprintf(suffix, sizeof suffix, ".tmp%ld-%u", (long)getpid(), serial++);
  std::string temporary = path + suffix;
  int flip = p.format.y1 + p.format.y2 - 1;
  Imath::Box2i display({p.format.x1, p.format.y1}, {p.format.x2 - 1, p.format.y2 - 1});
  Imath::Box2i data({p.bounds.x1, flip - (p.bounds.y2 - 1)}, {p.bounds.x2 - 1, flip - p.bounds.y1});
  try {
    Imf::Header h(display, data, (float)p.aspect);
    h.compression() = style.compressed ? Imf::ZIPS_COMPRESSION : Imf::NO_COMPRESSION;
    carry(p, h);
    if (style.half) {
      writePixels<half>(temporary, p, h, Imf::HALF);
    } else {
      writePixels<float>(temporary, p, h, Imf::FLOAT);
    }
    int fd = open(temporary.c_str(), O_RDONLY);
    if (fd < 0 || fsync(fd) != 0) throw std::runtime_error("it cannot be synced to the disk");
    close(fd);
    if (rename(temporary.c_str(), path.c_str()) != 0) {
      throw std::runtime_error("the temporary file cannot be renamed");
    }
  } catch (const std::exception &e) {
    unlink(temporary.c_str());
    throw std::runtime_error(path + " cannot be written: " + e.what());
  }
}
