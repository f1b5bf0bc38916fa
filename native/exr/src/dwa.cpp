// The format: F. Kainz, R. Bogart and K. Hillman's and Dreamworks' "DWA" of OpenEXR 2.2. A block of
// rows is cut in squares of 8 by 8; what is stored is the cosine transform of luminance and two
// differences of colour on a curve, its means and its other numbers apart.
#include "dwa.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <map>
#include <new>

namespace likeness {
namespace {

constexpr size_t kNumbers = 11;  // of the block's head, eight bytes each
constexpr int kLossy = 1;        // a channel that goes through the cosine transform
constexpr int kHalf = 1;         // a channel's type

struct Head {
  uint64_t version, unknownRaw, unknownSize, acSize, dcSize, rleSize, rleUnpacked, rleRaw, acCount,
      dcCount, acPacking;
};
static_assert(sizeof(Head) == kNumbers * sizeof(uint64_t), "the head as it lies in the file");

// How channels of a name are stored.
struct Rule {
  std::string suffix;
  int place;  // red, green or blue of a set, or -1
  int scheme;
  int type;
  bool anyCase;

  bool fits(const std::string& name, int channelType) const {
    if (type != channelType || name.size() != suffix.size()) return false;
    for (size_t i = 0; i < name.size(); i++) {
      int a = static_cast<unsigned char>(name[i]);
      int b = static_cast<unsigned char>(suffix[i]);
      if (anyCase ? std::tolower(a) != std::tolower(b) : a != b) return false;
    }
    return true;
  }
};

bool readRules(const unsigned char* p, size_t size, std::vector<Rule>& rules) {
  for (size_t at = 0; at < size;) {
    const unsigned char* end =
        static_cast<const unsigned char*>(std::memchr(p + at, 0, std::min<size_t>(size - at, 129)));
    if (end == nullptr || static_cast<size_t>(end - p) + 3 > size) return false;
    int value = end[1];
    Rule r;
    r.suffix.assign(reinterpret_cast<const char*>(p + at), reinterpret_cast<const char*>(end));
    r.place = (value >> 4) - 1;
    r.scheme = (value >> 2) & 3;
    r.anyCase = (value & 1) != 0;
    r.type = end[2];
    if (r.place > 2 || r.scheme > 2) return false;
    rules.push_back(r);
    at = static_cast<size_t>(end - p) + 3;
  }
  return true;
}

// Whether there is one set of red, green and blue, and it is the three channels that are wanted; tells
// where each of the set's goes and how many channels are lossy.
bool oneSet(const std::vector<DwaUnpacker::Channel>& channels, const std::vector<Rule>& rules,
            const int32_t (&wanted)[3], int (&plane)[3], size_t& lossy) {
  std::map<std::string, std::array<int, 3>> sets;
  lossy = 0;
  for (size_t i = 0; i < channels.size(); i++) {
    const std::string& name = channels[i].name;
    size_t dot = name.rfind('.');
    std::string layer = dot == std::string::npos ? std::string() : name.substr(0, dot);
    std::string suffix = dot == std::string::npos ? name : name.substr(dot + 1);
    int scheme = 0;
    for (const Rule& r : rules) {
      if (!r.fits(suffix, channels[i].half ? kHalf : -1)) continue;
      scheme = r.scheme;
      if (r.place >= 0) {
        auto set = sets.emplace(layer, std::array<int, 3>{-1, -1, -1}).first;
        set->second[static_cast<size_t>(r.place)] = static_cast<int>(i);
      }
    }
    lossy += scheme == kLossy ? 1 : 0;
    bool mine = std::find(std::begin(wanted), std::end(wanted), static_cast<int32_t>(i)) != std::end(wanted);
    if (mine && scheme != kLossy) return false;
  }
  // Others that are lossy are stored behind the sets. Several sets: the wanted one may not be first.
  if (sets.size() != 1) return false;
  for (int place = 0; place < 3; place++) {
    int channel = sets.begin()->second[static_cast<size_t>(place)];
    auto at = std::find(std::begin(wanted), std::end(wanted), channel);
    if (channel < 0 || at == std::end(wanted)) return false;
    plane[place] = static_cast<int>(at - std::begin(wanted));
  }
  return plane[0] != plane[1] && plane[1] != plane[2] && plane[0] != plane[2];
}

}  // namespace

void DwaUnpacker::Free::operator()(libdeflate_decompressor* inflater) const {
  libdeflate_free_decompressor(inflater);
}

DwaUnpacker::DwaUnpacker() : inflater_(libdeflate_alloc_decompressor()) {
  if (!inflater_) throw std::bad_alloc();
}

bool DwaUnpacker::available() { return canUnpackSquares(); }

// Neither more nor fewer bytes, and the checksum is right.
bool DwaUnpacker::inflated(const unsigned char* packed, size_t size, unsigned char* out, size_t outSize) {
  return libdeflate_zlib_decompress(inflater_.get(), packed, size, out, outSize, nullptr) ==
         LIBDEFLATE_SUCCESS;
}

// The means: differences of bytes, low ones before high ones, deflated.
bool DwaUnpacker::unpackDirect(size_t count, const unsigned char* packed, size_t size) {
  size_t n = 2 * count;
  bytes_.resize(std::max(bytes_.size(), n));
  dc_.resize(std::max(dc_.size(), count));
  if (!inflated(packed, size, bytes_.data(), n)) return false;
  unsigned char* b = bytes_.data();
  for (size_t i = 1; i < n; i++) b[i] = static_cast<unsigned char>(b[i - 1] + b[i] - 128);
  for (size_t i = 0; i < count; i++) {
    dc_[i] = static_cast<uint16_t>(b[i] | b[count + i] << 8);
  }
  return true;
}

bool DwaUnpacker::holds(const Block& b) const {
  return block_.part == b.part && block_.top == b.top &&
         std::equal(std::begin(b.wanted), std::end(b.wanted), std::begin(block_.wanted));
}

bool DwaUnpacker::open(const Block& block, const char* data, size_t size, int width, int rows,
                       const std::vector<Channel>& channels) {
  block_.part = -1;
  Head head;
  const unsigned char* p = reinterpret_cast<const unsigned char*>(data);
  if (size < sizeof head + 2) return false;
  std::memcpy(&head, p, sizeof head);
  size_t ruleBytes = p[sizeof head] | static_cast<size_t>(p[sizeof head + 1]) << 8;
  size_t start = sizeof head + ruleBytes;
  for (uint64_t part : {head.unknownSize, head.acSize, head.dcSize, head.rleSize}) {
    if (part > size) return false;
  }
  if (head.version != 2 || ruleBytes < 2 || start > size ||
      head.unknownSize + head.acSize + head.dcSize + head.rleSize > size - start) {
    return false;
  }
  std::vector<Rule> rules;
  size_t lossy;
  if (!readRules(p + sizeof head + 2, ruleBytes - 2, rules) ||
      !oneSet(channels, rules, block.wanted, plane_, lossy)) {
    return false;
  }
  size_t squares = static_cast<size_t>((width + 7) / 8) * static_cast<size_t>((rows + 7) / 8);
  if (head.dcCount < 3 * squares || head.dcCount > lossy * squares ||
      head.acCount > 63 * lossy * squares || head.acPacking > 1) {
    return false;
  }
  const unsigned char* ac = p + start + head.unknownSize;
  const unsigned char* dc = ac + head.acSize;
  ac_.resize(std::max<size_t>(ac_.size(), head.acCount + CodeReader::kBeyond));
  if (head.acCount > 0 && head.acPacking == 0) {
    if (!codes_.read(ac, head.acSize, ac_.data(), head.acCount)) return false;
  } else if (head.acCount > 0 &&
             !inflated(ac, head.acSize, reinterpret_cast<unsigned char*>(ac_.data()),
                       2 * head.acCount)) {
    return false;
  }
  if (!unpackDirect(head.dcCount, dc, head.dcSize)) return false;
  block_ = block;
  width_ = width;
  rows_ = rows;
  acCount_ = head.acCount;
  next_ = {0, ac_.data()};
  return true;
}

bool DwaUnpacker::rows(const DwaTarget& target) {
  if (target.first < 8 * next_.row) next_ = {0, ac_.data()};
  DwaSquares s{width_, rows_, target.first, target.last, target.row_stride, {}};
  for (int c = 0; c < 3; c++) s.planes[c] = target.planes[plane_[c]];
  return unpackSquares(s, dc_.data(), next_, ac_.data() + acCount_);
}

}  // namespace likeness
