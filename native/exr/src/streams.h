// Streams for OpenEXR: a file that reports every failed write, and memory for attribute values.
#ifndef LIKENESS_EXR_STREAMS_H
#define LIKENESS_EXR_STREAMS_H

#include <ImfIO.h>

#include <string>
#include <vector>

namespace likeness {

// A new file. OpenEXR's destructors swallow errors (the offset table is written there), so the
// first one is kept here and finish() throws it.
class FileOut final : public Imf::OStream {
 public:
  explicit FileOut(const char* path);
  ~FileOut() override;
  void write(const char c[], int n) override;
  uint64_t tellp() override { return start_ + buffer_.size(); }
  void seekp(uint64_t pos) override;
  // Flushes, syncs where asked, closes. Throws the first failure of the file's life.
  void finish(bool sync);

 private:
  void flush();
  void fail(const char* doing, int error);

  int fd_;
  uint64_t start_ = 0;  // file position of the buffer's first byte
  std::vector<char> buffer_;
  std::string failure_;
};

class MemoryOut final : public Imf::OStream {
 public:
  MemoryOut() : OStream("attribute") {}
  void write(const char c[], int n) override;
  uint64_t tellp() override { return at_; }
  void seekp(uint64_t pos) override { at_ = pos; }
  const std::vector<char>& bytes() const { return bytes_; }

 private:
  std::vector<char> bytes_;
  uint64_t at_ = 0;
};

class MemoryIn final : public Imf::IStream {
 public:
  MemoryIn(const void* data, int size)
      : IStream("attribute"), data_(static_cast<const char*>(data)), size_(size) {}
  bool read(char c[], int n) override;
  uint64_t tellg() override { return at_; }
  void seekg(uint64_t pos) override { at_ = pos; }

 private:
  const char* data_;
  uint64_t size_;
  uint64_t at_ = 0;
};

}  // namespace likeness
#endif
