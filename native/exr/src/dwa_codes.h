// Huffman's codes as OpenEXR packs 16 bit numbers in them, by tables that are made quickly: a DWA
// block is small, and OpenEXR takes as long to make its table as to read the numbers.
#ifndef LIKENESS_EXR_DWA_CODES_H
#define LIKENESS_EXR_DWA_CODES_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace likeness {

// Keeps its memory from block to block. For one thread.
class CodeReader {
 public:
  // Reads `count` numbers to `out`, which has room for kBeyond more.
  //
  // Returns false where the block is not whole, or is one that encoders do not make: then OpenEXR is to
  // be asked, which says what is wrong. Something may have been written by then.
  bool read(const unsigned char* packed, size_t size, uint16_t* out, size_t count);

  static constexpr size_t kBeyond = 8;

 private:
  static constexpr int kFirst = 11;    // bits that are looked up at once
  static constexpr int kLongest = 56;  // bits of a code; no longer ones are met

  bool readLengths(const unsigned char*& p, const unsigned char* end, uint32_t from, uint32_t to);
  bool makeTable(uint32_t repeat);
  bool readNumbers(const unsigned char* p, const unsigned char* end, int64_t bits, uint16_t* out,
                   size_t count) const;

  struct Code {
    uint32_t number;
    uint32_t length;
  };

  std::vector<Code> codes_;        // in the order of their numbers
  std::vector<uint32_t> numbers_;  // from the longest code to the shortest
  uint32_t lengths_[kLongest + 1];  // how many codes there are of each length
  uint64_t least_[kLongest + 1];    // the least code of a length, from the top bit on
  uint64_t first_[kLongest + 1];    // where its numbers begin, less that code
  uint64_t table_[1 << kFirst];
  uint32_t repeat_ = 0;
};

}  // namespace likeness
#endif
