// CPU seconds a frame of OpenEXR's own C++ API: 3840 x 2160, 8 half channels, a picture with grain.
// The same picture and the same measure as ExrWriteBench in plugin-core's tests.
//   exr_write_bench [FRAMES [FOLDER]]
// With a file: reads it, and writes the same channels again by the same compression, some times.
//   exr_write_bench FRAMES FOLDER FILE THREADS
#include <ImfChannelList.h>
#include <ImfFrameBuffer.h>
#include <ImfHeader.h>
#include <ImfInputFile.h>
#include <ImfOutputFile.h>
#include <ImfThreading.h>
#include <half.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <vector>

namespace {

// The most memory that the process ever held, in MB.
long peak() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.rfind("VmHWM:", 0) == 0) return std::atol(line.c_str() + 6) / 1024;
  }
  return 0;
}

int again(int frames, const std::string& folder, const char* file, int threads) {
  Imf::setGlobalThreadCount(threads > 1 ? threads : 0);
  Imf::InputFile in(file);
  Imf::Header header = in.header();
  const Imath::Box2i w = header.dataWindow();
  const size_t width = static_cast<size_t>(w.max.x - w.min.x + 1);
  const size_t height = static_cast<size_t>(w.max.y - w.min.y + 1);
  std::vector<std::vector<char>> planes;
  Imf::FrameBuffer fb;
  for (auto c = header.channels().begin(); c != header.channels().end(); ++c) {
    const size_t size = c.channel().type == Imf::HALF ? 2 : 4;
    planes.emplace_back(width * height * size);
    const intptr_t base = reinterpret_cast<intptr_t>(planes.back().data()) -
                          (w.min.x + static_cast<intptr_t>(w.min.y) * static_cast<intptr_t>(width)) *
                              static_cast<intptr_t>(size);
    fb.insert(c.name(), Imf::Slice(c.channel().type, reinterpret_cast<char*>(base), size,
                                   size * width));
  }
  in.setFrameBuffer(fb);
  in.readPixels(w.min.y, w.max.y);
  const long held = peak();
  const std::string to = folder + "/bench-cpp.exr";
  double least = 1e9, leastWall = 1e9;
  for (int f = -1; f < frames; f++) {  // the first one warms up
    const std::clock_t t0 = std::clock();
    const auto began = std::chrono::steady_clock::now();
    {
      Imf::OutputFile out(to.c_str(), header, threads > 1 ? threads : 0);
      out.setFrameBuffer(fb);
      out.writePixels(static_cast<int>(height));
    }
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
    if (f < 0) continue;
    least = std::min(least, static_cast<double>(std::clock() - t0) / CLOCKS_PER_SEC);
    leastWall = std::min(leastWall, wall.count());
  }
  std::printf("%zu channels, %d threads: least %.3f CPU s, %.3f s by the clock; %ld MB beyond the planes\n",
              planes.size(), threads, least, leastWall, peak() - held);
  std::remove(to.c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const int w = 3840, h = 2160, channels = 8;
  const int frames = argc > 1 ? std::atoi(argv[1]) : 3;
  const std::string file = (argc > 2 ? std::string(argv[2]) : std::string("/tmp")) + "/bench-cpp.exr";
  if (argc > 4) return again(frames, argv[2], argv[3], std::atoi(argv[4]));
  std::vector<std::vector<half>> planes(channels, std::vector<half>(static_cast<size_t>(w) * h));
  for (int c = 0; c < channels; c++) {
    uint32_t state = 12345u + static_cast<uint32_t>(c);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        state = state * 1664525u + 1013904223u;
        float grain = static_cast<float>(state >> 8) / 16777216.0f - 0.5f;
        float light = 0.5f + 0.3f * std::sin(x * 0.004f + c) * std::cos(y * 0.006f);
        planes[c][static_cast<size_t>(y) * w + x] = light + 0.03f * grain;
      }
    }
  }
  Imf::setGlobalThreadCount(0);
  const char* names[] = {"none", "zips", "zip", "piz", "dwaa"};
  const Imf::Compression kinds[] = {Imf::NO_COMPRESSION, Imf::ZIPS_COMPRESSION,
                                    Imf::ZIP_COMPRESSION, Imf::PIZ_COMPRESSION,
                                    Imf::DWAA_COMPRESSION};
  for (int k = 0; k < 5; k++) {
    std::clock_t t0 = 0;
    for (int f = -1; f < frames; f++) {  // the first one warms up
      if (f == 0) t0 = std::clock();
      Imf::Header header(w, h);
      header.compression() = kinds[k];
      Imf::FrameBuffer fb;
      for (int c = 0; c < channels; c++) {
        std::string name = "layer." + std::string(1, static_cast<char>('a' + c));
        header.channels().insert(name, Imf::Channel(Imf::HALF));
        fb.insert(name, Imf::Slice(Imf::HALF, reinterpret_cast<char*>(planes[c].data()), 2, 2 * w));
      }
      Imf::OutputFile out(file.c_str(), header, 0);
      out.setFrameBuffer(fb);
      out.writePixels(h);
    }
    std::printf("%-5s %.3f CPU s a frame\n", names[k],
                static_cast<double>(std::clock() - t0) / CLOCKS_PER_SEC / frames);
    std::fflush(stdout);
  }
  std::remove(file.c_str());
  return 0;
}
