// Edge of the library: turns exceptions into a status and a sentence.
#ifndef LIKENESS_EXR_GUARD_H
#define LIKENESS_EXR_GUARD_H

#include <Iex.h>

#include <cstdio>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>

#include "likeness_exr.h"

namespace likeness {

struct Failure : std::runtime_error {
  Failure(lk_exr_status s, const std::string& what) : std::runtime_error(what), status(s) {}
  lk_exr_status status;
};

inline void require(bool ok, const char* what) {
  if (!ok) throw Failure(LK_EXR_ARGUMENT, what);
}

inline int32_t report(char* message, int32_t size, lk_exr_status status, const char* what) {
  if (message != nullptr && size > 0) std::snprintf(message, static_cast<size_t>(size), "%s", what);
  return status;
}

template <class F>
int32_t guarded(char* message, int32_t size, F&& body) noexcept {
  try {
    body();
    if (message != nullptr && size > 0) message[0] = 0;
    return LK_EXR_OK;
  } catch (const Failure& e) {
    return report(message, size, e.status, e.what());
  } catch (const Iex::ErrnoExc& e) {
    return report(message, size, LK_EXR_IO, e.what());
  } catch (const Iex::NoImplExc& e) {
    return report(message, size, LK_EXR_UNSUPPORTED, e.what());
  } catch (const Iex::BaseExc& e) {
    return report(message, size, LK_EXR_FORMAT, e.what());
  } catch (const std::bad_alloc&) {
    return report(message, size, LK_EXR_MEMORY, "not enough memory");
  } catch (const std::exception& e) {
    return report(message, size, LK_EXR_UNEXPECTED, e.what());
  } catch (...) {
    return report(message, size, LK_EXR_UNEXPECTED, "an unknown C++ exception");
  }
}

// Copies into a fixed array, cut where it is too long, always ended by 0.
template <size_t N>
void copyName(char (&to)[N], const std::string& from) {
  size_t n = from.size() < N - 1 ? from.size() : N - 1;
  std::memcpy(to, from.data(), n);
  std::memset(to + n, 0, N - n);
}

// A name out of a caller's fixed array, which may lack its 0.
template <size_t N>
std::string nameOf(const char (&from)[N]) {
  return std::string(from, strnlen(from, N));
}

// OpenEXR's pool, shared by all files of the process, never shrunk: a file that asks for fewer
// threads than another must not take them away.
void needThreads(int threads);

// Limits that keep a damaged header from asking for all memory.
void limitSizes();

}  // namespace likeness
#endif
