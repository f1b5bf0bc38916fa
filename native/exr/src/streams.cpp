#include "streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "guard.h"

namespace likeness {
namespace {
constexpr size_t kBuffer = 1 << 20;
}

FileOut::FileOut(const char* path)
    : OStream(path), fd_(::open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) {
  if (fd_ < 0) {
    throw Failure(LK_EXR_IO, std::string("cannot be made: ") + std::strerror(errno));
  }
  buffer_.reserve(kBuffer);
}

FileOut::~FileOut() {
  if (fd_ >= 0) ::close(fd_);
}

void FileOut::fail(const char* doing, int error) {
  if (failure_.empty()) failure_ = std::string(doing) + ": " + std::strerror(error);
  throw Failure(LK_EXR_IO, failure_);
}

void FileOut::write(const char c[], int n) {
  if (!failure_.empty()) throw Failure(LK_EXR_IO, failure_);
  if (n <= 0) return;
  if (buffer_.size() + static_cast<size_t>(n) > kBuffer) flush();
  buffer_.insert(buffer_.end(), c, c + n);
}

void FileOut::seekp(uint64_t pos) {
  if (pos == tellp()) return;
  flush();
  if (::lseek(fd_, static_cast<off_t>(pos), SEEK_SET) < 0) fail("seeking failed", errno);
  start_ = pos;
}

void FileOut::flush() {
  const char* at = buffer_.data();
  size_t left = buffer_.size();
  while (left > 0) {
    ssize_t done = ::write(fd_, at, left);
    if (done < 0) {
      if (errno == EINTR) continue;
      fail("writing failed", errno);
    }
    at += done;
    left -= static_cast<size_t>(done);
    start_ += static_cast<uint64_t>(done);
  }
  buffer_.clear();
}

void FileOut::finish(bool sync) {
  if (!failure_.empty()) throw Failure(LK_EXR_IO, failure_);
  flush();
  if (sync && ::fsync(fd_) != 0 && errno != EINVAL) fail("fsync failed", errno);
  int fd = fd_;
  fd_ = -1;
  if (::close(fd) != 0) fail("closing failed", errno);
}

void MemoryOut::write(const char c[], int n) {
  if (n <= 0) return;
  if (at_ + static_cast<uint64_t>(n) > bytes_.size()) bytes_.resize(at_ + static_cast<uint64_t>(n));
  std::memcpy(bytes_.data() + at_, c, static_cast<size_t>(n));
  at_ += static_cast<uint64_t>(n);
}

bool MemoryIn::read(char c[], int n) {
  if (n < 0 || at_ + static_cast<uint64_t>(n) > size_) {
    throw Failure(LK_EXR_ARGUMENT, "an attribute's value is shorter than its type needs");
  }
  std::memcpy(c, data_ + at_, static_cast<size_t>(n));
  at_ += static_cast<uint64_t>(n);
  return at_ < size_;
}

}  // namespace likeness
