// The format: OpenEXR's ImfHuf. A head of five words; the lengths of the codes, six bits each, runs of
// zeros packed; the codes from the top bit of each byte on. Codes are canonical: the longest begin with
// zeros, those of one length follow their numbers. The last number stands for a repetition of the one
// before, eight bits say how often.
#include "dwa_codes.h"

#include <algorithm>
#include <cstring>

namespace likeness {
namespace {

constexpr uint32_t kNumbers = (1 << 16) + 1;
constexpr uint32_t kShortRun = 59;
constexpr uint32_t kLongRun = 63;
constexpr size_t kHead = 20;

// An entry of the table: in its lowest byte the bits that it uses, in the next how many numbers they
// are, in its upper half up to two numbers. No numbers: a repetition, or a code longer than the table's.
constexpr uint64_t entry(uint64_t bits, uint64_t count, uint64_t numbers) {
  return bits | count << 8 | numbers << 32;
}

uint32_t word(const unsigned char* p) {
  return p[0] | static_cast<uint32_t>(p[1]) << 8 | static_cast<uint32_t>(p[2]) << 16 |
         static_cast<uint32_t>(p[3]) << 24;
}

// Bits from the top of each byte on; behind the end there are zeros.
struct Bits {
  const unsigned char* p;
  const unsigned char* end;
  uint64_t bits = 0;     // the next ones, from the top on
  int have = 0;          // how many of them count
  int64_t beyond = 0;    // how many zeros were taken for bits behind the end
  int64_t total = 8 * (end - p);

  // Whether eight bytes can be read at once.
  bool far() const { return end - p >= 8; }

  void fillFar() {
    uint64_t more;
    std::memcpy(&more, p, sizeof more);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    more = __builtin_bswap64(more);
#endif
    bits |= more >> have;
    p += (63 - have) >> 3;
    have |= 56;
  }

  // Then there are at least 56.
  void fill() {
    if (far()) return fillFar();
    for (; have <= 56; have += 8) {
      if (p == end) beyond += 8;
      bits |= uint64_t{p < end ? *p++ : uint8_t{0}} << (56 - have);
    }
  }

  void skip(int n) {
    bits <<= n;
    have -= n;
  }

  uint32_t take(int n) {
    fill();
    uint32_t v = static_cast<uint32_t>(bits >> (64 - n));
    skip(n);
    return v;
  }

  int64_t used() const { return total - 8 * (end - p) + beyond - have; }
};

}  // namespace

bool CodeReader::readLengths(const unsigned char*& p, const unsigned char* end, uint32_t from,
                             uint32_t to) {
  Bits in{p, end};
  codes_.clear();
  std::memset(lengths_, 0, sizeof lengths_);
  for (uint32_t number = from; number <= to; number++) {
    uint32_t length = in.take(6);
    if (length >= kShortRun) {
      uint32_t run = length == kLongRun ? in.take(8) + 2 + kLongRun - kShortRun : length - kShortRun + 2;
      if (run > to + 1 - number) return false;
      number += run - 1;
    } else if (length > kLongest) {
      return false;
    } else if (length > 0) {
      codes_.push_back({number, length});
      lengths_[length]++;
    }
    if (in.used() > 8 * (end - p)) return false;
  }
  p += (in.used() + 7) / 8;
  return true;
}

// Every row of bits has to be a code or the beginning of one: what encoders make is so.
bool CodeReader::makeTable(uint32_t repeat) {
  uint64_t code = 0;
  uint64_t at = 0;
  for (int length = kLongest; length > 0; length--) {
    least_[length] = lengths_[length] > 0 ? code << (64 - length) : ~uint64_t{0};
    first_[length] = at - code;
    at += lengths_[length];
    code += lengths_[length];
    if (code % 2 != 0 && length > 1) return false;
    code /= length > 1 ? 2 : 1;
  }
  if (code != 2) return false;
  numbers_.resize(codes_.size());
  uint64_t next[kLongest + 1];
  for (int length = 1; length <= kLongest; length++) {
    next[length] = first_[length] + (least_[length] >> (64 - length));
  }
  for (const Code& c : codes_) numbers_[next[c.length]++] = c.number;
  // Of the codes that fit, the shortest have the highest bits.
  uint64_t* to = table_;
  int longest = kLongest;
  while (longest > kFirst && lengths_[longest] == 0) longest--;
  if (longest > kFirst) {
    int length = kFirst;
    while (length > 0 && lengths_[length] == 0) length--;
    uint64_t* end = length == 0 ? table_ + (1 << kFirst) : table_ + (least_[length] >> (64 - kFirst));
    while (to < end) *to++ = 0;
  }
  for (int length = kFirst; length > 0; length--) {
    if (lengths_[length] == 0) continue;
    uint64_t id = first_[length] + (least_[length] >> (64 - length));
    for (uint32_t i = 0; i < lengths_[length]; i++, id++) {
      uint64_t number = numbers_[id];
      uint64_t e = entry(static_cast<uint64_t>(length), number == repeat ? 0 : 1, number & 0xffff);
      for (uint64_t* end = to + (1 << (kFirst - length)); to < end; to++) *to = e;
    }
  }
  // Two numbers where both fit. From the bits' end to their front: an entry looks at lower bits alone.
  for (uint64_t i = 0; i < 1 << kFirst; i++) {
    uint64_t e = table_[i];
    if ((e >> 8 & 3) != 1) continue;
    uint64_t bits = e & 63;
    // One that has become two already is still known by its first number.
    uint64_t other = table_[i << bits & ((1 << kFirst) - 1)];
    uint64_t count = other >> 8 & 3;
    if (count == 0) continue;
    uint64_t second = other >> 32 & 0xffff;
    uint64_t otherBits = count == 1 ? other & 63 : other >> 16 & 63;
    if (bits + otherBits <= kFirst) {
      table_[i] = (e & ~uint64_t{0xffff}) | (bits + otherBits) | 2 << 8 | bits << 16 | second << 48;
    }
  }
  repeat_ = repeat;
  return true;
}

bool CodeReader::readNumbers(const unsigned char* p, const unsigned char* end, int64_t size,
                             uint16_t* out, size_t count) const {
  Bits in{p, end};
  uint16_t* start = out;
  uint16_t* stop = out + count;
  while (out < stop) {
    if (in.far() && stop - out >= 8) {
      in.fillFar();
      // Four times what the table holds, up to eight numbers; on without a question how many they were.
      int n = 0;
      for (int i = 0; i < 4; i++) {
        uint64_t e = table_[in.bits >> (64 - kFirst)];
        n = static_cast<int>(e >> 8 & 3);
        if (n == 0) break;
        uint32_t both = static_cast<uint32_t>(e >> 32);
        std::memcpy(out, &both, sizeof both);
        out += n;
        in.skip(static_cast<int>(e & 63));
      }
      if (n > 0) continue;
    }
    in.fill();
    uint64_t e = table_[in.bits >> (64 - kFirst)];
    int length = static_cast<int>((e >> 8 & 3) == 2 ? e >> 16 & 63 : e & 63);
    bool known = (e >> 8 & 3) > 0;
    uint32_t number = known ? e >> 32 & 0xffff : repeat_;
    if (length == 0) {
      length = kFirst + 1;
      while (length <= kLongest && (lengths_[length] == 0 || least_[length] > in.bits)) length++;
      if (length > kLongest) return false;
      number = numbers_[first_[length] + (in.bits >> (64 - length))];
    }
    in.skip(length);
    if (known || number != repeat_) {
      *out++ = static_cast<uint16_t>(number);
      continue;
    }
    size_t times = in.take(8);
    if (out == start || times == 0 || times > static_cast<size_t>(stop - out)) return false;
    std::fill(out, out + times, out[-1]);
    out += times;
  }
  return in.used() == size;
}

bool CodeReader::read(const unsigned char* packed, size_t size, uint16_t* out, size_t count) {
  if (size < kHead) return false;
  uint32_t from = word(packed);
  uint32_t to = word(packed + 4);
  int64_t bits = word(packed + 12);
  const unsigned char* p = packed + kHead;
  const unsigned char* end = packed + size;
  // OpenEXR reads very short ones in another way.
  if (from > to || to >= kNumbers || bits <= 128 || bits > INT32_MAX) return false;
  return readLengths(p, end, from, to) && makeTable(to) && (bits + 7) / 8 <= end - p &&
         readNumbers(p, p + (bits + 7) / 8, bits, out, count);
}

}  // namespace likeness
