// Our own unpacking of DWAA and DWAB beside OpenEXR's: the same bits, also of parts of a picture, of odd
// sizes and with other channels beside; of damaged files no other pixels than OpenEXR's, and no crash.
#include <ImfChannelList.h>
#include <ImfFrameBuffer.h>
#include <ImfHeader.h>
#include <ImfInputFile.h>
#include <ImfOutputFile.h>
#include <half.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <iterator>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "dwa_squares.h"
#include "likeness_exr.h"

namespace {

char msg[512];
const char* const kFile = "dwa_test.exr";

#define CHECK(condition)                                                             \
  do {                                                                               \
    if (!(condition)) {                                                              \
      std::fprintf(stderr, "%s:%d: %s (%s)\n", __FILE__, __LINE__, #condition, msg); \
      std::exit(1);                                                                  \
    }                                                                                \
  } while (0)

enum Kind { FLAT, SMOOTH, PARTLY, NOISE, BRIGHT, BROKEN, KINDS };

std::mt19937 dice(1);

float sample(Kind kind, int x, int y, int c) {
  float smooth = 0.4f + 0.3f * std::sin(x * 0.05f + c) * std::cos(y * 0.03f);
  float noise = static_cast<float>(dice() % 1000) / 1000;
  switch (kind) {
    case FLAT: return 0.25f * static_cast<float>(c + 1);
    case SMOOTH: return smooth;
    case PARTLY: return (x / 40 + y / 40) % 2 != 0 ? 0.1f : smooth + 0.3f * noise;
    case NOISE: return noise - 0.3f;
    case BRIGHT: return noise * noise * noise * 60000 - 10;
    default:
      return x % 37 == 5   ? std::numeric_limits<float>::quiet_NaN()
             : y % 41 == 7 ? std::numeric_limits<float>::infinity()
                           : smooth;
  }
}

// What lies beside R, G and B of half floats, and whether those are there.
struct Layout {
  std::vector<std::string> halves;
  std::vector<std::string> floats;
};

void write(Imf::Compression compression, int width, int height, Kind kind, const Layout& layout) {
  Imath::Box2i window(Imath::V2i(-3, 11), Imath::V2i(width - 4, height + 10));
  Imf::Header header(window, window);
  header.compression() = compression;
  Imf::FrameBuffer fb;
  size_t n = static_cast<size_t>(width) * static_cast<size_t>(height);
  std::vector<std::vector<half>> halves;
  std::vector<std::vector<float>> floats;
  ptrdiff_t start = -(-3 + static_cast<ptrdiff_t>(11) * width);
  int c = 0;
  for (const std::string& name : layout.halves) {
    header.channels().insert(name, Imf::Channel(Imf::HALF));
    halves.emplace_back(n);
    for (size_t i = 0; i < n; i++) {
      halves.back()[i] = sample(kind, static_cast<int>(i) % width, static_cast<int>(i) / width, c);
    }
    fb.insert(name, Imf::Slice(Imf::HALF, reinterpret_cast<char*>(halves.back().data() + start),
                               sizeof(half), sizeof(half) * static_cast<size_t>(width)));
    c++;
  }
  for (const std::string& name : layout.floats) {
    header.channels().insert(name, Imf::Channel(Imf::FLOAT));
    floats.emplace_back(n);
    for (size_t i = 0; i < n; i++) floats.back()[i] = static_cast<float>(i % 1000);
    fb.insert(name, Imf::Slice(Imf::FLOAT, reinterpret_cast<char*>(floats.back().data() + start),
                               sizeof(float), sizeof(float) * static_cast<size_t>(width)));
  }
  Imf::OutputFile out(kFile, header);
  out.setFrameBuffer(fb);
  out.writePixels(height);
}

// Three channels by OpenEXR; empty where it refuses.
std::vector<float> byOpenExr(int width, int height, const char* const (&names)[3]) {
  try {
    Imf::InputFile in(kFile);
    size_t n = static_cast<size_t>(width) * static_cast<size_t>(height);
    std::vector<float> out(3 * n);
    Imf::FrameBuffer fb;
    ptrdiff_t start = -(-3 + static_cast<ptrdiff_t>(11) * width);
    for (size_t c = 0; c < 3; c++) {
      float* plane = out.data() + c * n;
      fb.insert(names[c], Imf::Slice(Imf::FLOAT, reinterpret_cast<char*>(plane + start), sizeof(float),
                                     sizeof(float) * static_cast<size_t>(width)));
    }
    Imath::Box2i w = in.header().dataWindow();
    if (w.max.x - w.min.x + 1 != width || w.max.y - w.min.y + 1 != height || w.min.x != -3 ||
        w.min.y != 11) {
      return {};
    }
    in.setFrameBuffer(fb);
    in.readPixels(11, 10 + height);
    return out;
  } catch (const std::exception&) {
    return {};
  }
}

// The same through the shim, some rows at a time, from the top or from the bottom; empty where it refuses.
std::vector<float> byShim(int width, int height, const char* const (&names)[3], int rowsAtATime,
                          bool upwards = false) {
  lk_exr_reader* r = nullptr;
  int32_t parts = 0;
  if (lk_exr_reader_open(kFile, 1, &r, &parts, msg, sizeof msg) != LK_EXR_OK) return {};
  int32_t channels[3] = {-1, -1, -1};
  lk_exr_channel_info info;
  std::memset(&info, 0, sizeof info);
  info.struct_size = sizeof info;
  for (int32_t i = 0; lk_exr_reader_channel(r, 0, i, &info, msg, sizeof msg) == LK_EXR_OK; i++) {
    for (int c = 0; c < 3; c++) {
      if (std::strcmp(info.name, names[c]) == 0) channels[c] = i;
    }
  }
  size_t n = static_cast<size_t>(width) * static_cast<size_t>(height);
  std::vector<float> out(3 * n, 77);
  bool good = true;
  int bands = (height + rowsAtATime - 1) / rowsAtATime;
  for (int i = 0; i < bands && good; i++) {
    int y = rowsAtATime * (upwards ? bands - 1 - i : i);
    int rows = std::min(rowsAtATime, height - y);
    good = lk_exr_reader_rows(r, 0, 11 + y, rows, channels, 3,
                              out.data() + static_cast<ptrdiff_t>(y) * width, 4, 4 * width,
                              static_cast<int64_t>(4 * n), msg, sizeof msg) == LK_EXR_OK;
  }
  lk_exr_reader_free(r);
  return good ? out : std::vector<float>();
}

bool same(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), 4 * a.size()) == 0;
}

void compare(int width, int height, const char* const (&names)[3]) {
  std::vector<float> theirs = byOpenExr(width, height, names);
  CHECK(!theirs.empty());
  for (int rows : {height, 32, 13, 8, 1}) {
    CHECK(same(theirs, byShim(width, height, names, rows)));
  }
  CHECK(same(theirs, byShim(width, height, names, 13, true)));
}

void damaged(int width, int height, const char* const (&names)[3]) {
  std::ifstream in(kFile, std::ios::binary);
  const std::vector<char> whole((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  in.close();
  for (int i = 0; i < 300; i++) {
    std::vector<char> bytes = whole;
    // Behind the header, where the rows lie.
    size_t at = 400 + dice() % (bytes.size() - 400);
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << dice() % 8));
    if (i % 3 == 0) bytes.resize(at);
    std::ofstream(kFile, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    std::vector<float> theirs = byOpenExr(width, height, names);
    std::vector<float> ours = byShim(width, height, names, 32);
    CHECK(theirs.empty() || same(theirs, ours));
  }
}

}  // namespace

int main() {
  if (!likeness::canUnpackSquares()) std::puts("this processor reads with OpenEXR alone");
  const char* const rgb[3] = {"R", "G", "B"};
  const char* const layer[3] = {"B", "R", "G"};  // in another order than in the file and in the set
  const Layout plain{{"R", "G", "B"}, {}};
  const Layout alpha{{"A", "R", "G", "B"}, {"Z", "id"}};
  const Layout lossy{{"A", "R", "G", "B", "Y"}, {}};
  const Layout sets{{"R", "G", "B", "comp.R", "comp.G", "comp.B"}, {}};
  const int sizes[][2] = {{1, 1}, {7, 5}, {64, 32}, {75, 53}, {129, 300}};
  for (Imf::Compression packing : {Imf::DWAA_COMPRESSION, Imf::DWAB_COMPRESSION}) {
    for (const int(&size)[2] : sizes) {
      for (int kind = 0; kind < KINDS; kind++) {
        for (const Layout& layout : {plain, alpha, lossy, sets}) {
          write(packing, size[0], size[1], static_cast<Kind>(kind), layout);
          compare(size[0], size[1], rgb);
          compare(size[0], size[1], layer);
        }
      }
    }
    for (Kind kind : {PARTLY, NOISE}) {
      write(packing, 75, 53, kind, alpha);
      damaged(75, 53, rgb);
    }
  }
  std::remove(kFile);
  return 0;
}
