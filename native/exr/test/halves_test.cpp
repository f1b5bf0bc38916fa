// Every interesting float and every half: the fast way gives the bits that Imath gives.
#include "../src/halves.h"

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <vector>

int main() {
  std::vector<float> in(1 << 16);
  std::vector<half> out(in.size());
  uint64_t checked = 0;
  // A step that is prime to 2^32 visits all upper bits with ever other lower ones.
  uint32_t bits = 0;
  for (int block = 0; block < 400; block++) {
    for (float& f : in) {
      // Half of them lie near the middle between two halves, where rounding is decided.
      uint32_t b = (checked++ & 1) ? (bits & 0xFFFFE000u) | (0x1000u + ((bits >> 3) % 3u) - 1u) : bits;
      std::memcpy(&f, &b, 4);
      bits += 2654435761u;
    }
    size_t odd = static_cast<size_t>(block % 9);
    likeness::toHalves(in.data() + odd, out.data() + odd, in.size() - odd);
    for (size_t i = odd; i < in.size(); i++) {
      half wanted = in[i];
      if (wanted.bits() != out[i].bits()) {
        std::fprintf(stderr, "%a: %04x, not %04x\n", static_cast<double>(in[i]), out[i].bits(),
                     wanted.bits());
        return 1;
      }
    }
  }
  // And every half.
  std::vector<half> halves(1 << 16);
  std::vector<float> floats(halves.size());
  for (size_t i = 0; i < halves.size(); i++) halves[i].setBits(static_cast<uint16_t>(i));
  likeness::toFloats(halves.data(), floats.data(), halves.size());
  for (size_t i = 0; i < halves.size(); i++) {
    float wanted = halves[i];
    if (std::memcmp(&wanted, &floats[i], sizeof(float)) != 0) {
      std::fprintf(stderr, "half %04zx: %a, not %a\n", i, static_cast<double>(floats[i]),
                   static_cast<double>(wanted));
      return 1;
    }
  }
  std::printf("%llu floats\n", static_cast<unsigned long long>(checked));
  return 0;
}
