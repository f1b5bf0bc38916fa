// CPU seconds a frame of OpenEXR's own C++ API: 3840 x 2160, 8 half channels, a picture with grain.
// The same picture and the same measure as ExrWriteBench in plugin-core's tests.
#include <ImfChannelList.h>
#include <ImfFrameBuffer.h>
#include <ImfHeader.h>
#include <ImfOutputFile.h>
#include <ImfThreading.h>
#include <half.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  const int w = 3840, h = 2160, channels = 8;
  const int frames = argc > 1 ? std::atoi(argv[1]) : 3;
  const std::string file = (argc > 2 ? std::string(argv[2]) : std::string("/tmp")) + "/bench-cpp.exr";
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
