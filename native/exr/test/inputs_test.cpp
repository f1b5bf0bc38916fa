// Files that others write: tiles (with levels), subsampled channels, deep pixels, decreasing rows.
// Made here with OpenEXR itself, read through the shim.
#include <ImfArray.h>
#include <ImfChannelList.h>
#include <ImfDeepFrameBuffer.h>
#include <ImfDeepScanLineOutputFile.h>
#include <ImfFrameBuffer.h>
#include <ImfHeader.h>
#include <ImfOutputFile.h>
#include <ImfPartType.h>
#include <ImfTiledOutputFile.h>
#include <half.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "likeness_exr.h"

namespace {

char msg[512];

#define CHECK(condition)                                                                    \
  do {                                                                                      \
    if (!(condition)) {                                                                     \
      std::fprintf(stderr, "%s:%d: %s (%s)\n", __FILE__, __LINE__, #condition, msg);        \
      std::exit(1);                                                                         \
    }                                                                                       \
  } while (0)

constexpr int W = 75;
constexpr int H = 53;

half sample(int x, int y) { return half(static_cast<float>((x * 5 + y * 11) % 301)); }

lk_exr_reader* open(const char* path) {
  lk_exr_reader* r = nullptr;
  int32_t parts = 0;
  CHECK(lk_exr_reader_open(path, 1, &r, &parts, msg, sizeof msg) == LK_EXR_OK);
  CHECK(parts == 1);
  return r;
}

int32_t storage(lk_exr_reader* r) {
  lk_exr_part_info i;
  std::memset(&i, 0, sizeof i);
  i.struct_size = sizeof i;
  CHECK(lk_exr_reader_part(r, 0, &i, msg, sizeof msg) == LK_EXR_OK);
  return i.storage;
}

// Every channel 0 sample, in two calls that do not end on a tile's edge.
void checkPixels(lk_exr_reader* r) {
  std::vector<float> data(W * H);
  int32_t channel = 0;
  CHECK(lk_exr_reader_rows(r, 0, 0, 20, &channel, 1, data.data(), 4, 4 * W, 4, msg, sizeof msg) == 0);
  CHECK(lk_exr_reader_rows(r, 0, 20, H - 20, &channel, 1, data.data() + 20 * W, 4, 4 * W, 4, msg,
                           sizeof msg) == 0);
  for (int y = 0; y < H; y++) {
    for (int x = 0; x < W; x++) CHECK(data[y * W + x] == static_cast<float>(sample(x, y)));
  }
}

std::vector<half> picture() {
  std::vector<half> p(W * H);
  for (int y = 0; y < H; y++) {
    for (int x = 0; x < W; x++) p[y * W + x] = sample(x, y);
  }
  return p;
}

void tiled() {
  Imf::Header h(W, H);
  h.channels().insert("Y", Imf::Channel(Imf::HALF));
  h.setTileDescription(Imf::TileDescription(16, 16, Imf::MIPMAP_LEVELS));
  std::vector<half> p = picture();
  {
    Imf::TiledOutputFile out("tiled.exr", h);
    Imf::FrameBuffer fb;
    fb.insert("Y", Imf::Slice(Imf::HALF, reinterpret_cast<char*>(p.data()), 2, 2 * W));
    out.setFrameBuffer(fb);
    for (int level = 0; level < out.numLevels(); level++) {
      out.writeTiles(0, out.numXTiles(level) - 1, 0, out.numYTiles(level) - 1, level);
    }
  }
  lk_exr_reader* r = open("tiled.exr");
  CHECK(storage(r) == LK_EXR_TILES);
  checkPixels(r);
  lk_exr_reader_free(r);
  std::remove("tiled.exr");
}

void fromBelow() {
  Imf::Header h(W, H);
  h.channels().insert("Y", Imf::Channel(Imf::HALF));
  h.lineOrder() = Imf::DECREASING_Y;
  std::vector<half> p = picture();
  {
    Imf::OutputFile out("below.exr", h);
    Imf::FrameBuffer fb;
    fb.insert("Y", Imf::Slice(Imf::HALF, reinterpret_cast<char*>(p.data()), 2, 2 * W));
    out.setFrameBuffer(fb);
    out.writePixels(H);
  }
  lk_exr_reader* r = open("below.exr");
  checkPixels(r);
  lk_exr_reader_free(r);
  std::remove("below.exr");
}

void subsampled() {
  Imf::Header h(W + 1, H + 1);
  h.channels().insert("BY", Imf::Channel(Imf::HALF, 2, 2));
  std::vector<half> p((W + 1) * (H + 1), half(1.0f));
  {
    Imf::OutputFile out("sub.exr", h);
    Imf::FrameBuffer fb;
    fb.insert("BY", Imf::Slice(Imf::HALF, reinterpret_cast<char*>(p.data()), 2, 2 * (W + 1), 2, 2));
    out.setFrameBuffer(fb);
    out.writePixels(H + 1);
  }
  lk_exr_reader* r = open("sub.exr");
  lk_exr_channel_info c = {sizeof c, 0, 0, 0, ""};
  CHECK(lk_exr_reader_channel(r, 0, 0, &c, msg, sizeof msg) == 0 && c.x_sampling == 2);
  std::vector<float> data((W + 1) * (H + 1));
  int32_t channel = 0;
  CHECK(lk_exr_reader_rows(r, 0, 0, H + 1, &channel, 1, data.data(), 4, 4 * (W + 1), 4, msg,
                           sizeof msg) == LK_EXR_UNSUPPORTED);
  CHECK(std::strstr(msg, "BY") != nullptr);
  lk_exr_reader_free(r);
  std::remove("sub.exr");
}

void deep() {
  Imf::Header h(4, 2);
  h.channels().insert("Z", Imf::Channel(Imf::FLOAT));
  h.setType(Imf::DEEPSCANLINE);
  h.compression() = Imf::ZIPS_COMPRESSION;
  {
    Imf::DeepScanLineOutputFile out("deep.exr", h);
    std::vector<unsigned> counts(8, 1);
    std::vector<float> z(8, 3.0f);
    std::vector<float*> at(8);
    for (int i = 0; i < 8; i++) at[i] = &z[i];
    Imf::DeepFrameBuffer fb;
    fb.insertSampleCountSlice(Imf::Slice(Imf::UINT, reinterpret_cast<char*>(counts.data()), 4, 16));
    fb.insert("Z", Imf::DeepSlice(Imf::FLOAT, reinterpret_cast<char*>(at.data()), sizeof(float*),
                                  4 * sizeof(float*), sizeof(float)));
    out.setFrameBuffer(fb);
    out.writePixels(2);
  }
  lk_exr_reader* r = open("deep.exr");
  CHECK(storage(r) == LK_EXR_DEEP);
  float data[8];
  int32_t channel = 0;
  CHECK(lk_exr_reader_rows(r, 0, 0, 2, &channel, 1, data, 4, 16, 4, msg, sizeof msg) ==
        LK_EXR_UNSUPPORTED);
  lk_exr_reader_free(r);
  std::remove("deep.exr");
}

}  // namespace

int main() {
  tiled();
  fromBelow();
  subsampled();
  deep();
  return 0;
}
