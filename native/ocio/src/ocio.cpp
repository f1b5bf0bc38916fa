// The OpenColorIO shim: see likeness_ocio.h.
#include "likeness_ocio.h"

#include <OpenColorIO/OpenColorIO.h>

#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <string>

namespace ocio = OCIO_NAMESPACE;

struct lk_ocio_config {
  ocio::ConstConfigRcPtr config;
};

struct lk_ocio_processor {
  ocio::ConstCPUProcessorRcPtr cpu;
};

namespace {

int say(int status, const char* text, char* message, int size) {
  if (message != nullptr && size > 0) {
    std::snprintf(message, static_cast<size_t>(size), "%s", text);
  }
  return status;
}

// Runs a body; whatever it throws becomes a status and a sentence.
template <typename Body>
int guarded(char* message, int size, Body body) {
  try {
    return body();
  } catch (const ocio::Exception& e) {
    return say(LK_OCIO_CONFIG, e.what(), message, size);
  } catch (const std::bad_alloc&) {
    return say(LK_OCIO_MEMORY, "there is not enough memory", message, size);
  } catch (const std::exception& e) {
    return say(LK_OCIO_UNEXPECTED, e.what(), message, size);
  } catch (...) {
    return say(LK_OCIO_UNEXPECTED, "something unknown went wrong", message, size);
  }
}

int missing(char* message, int size) {
  return say(LK_OCIO_ARGUMENT, "an argument is missing", message, size);
}

int give(const std::string& text, char* to, int length, int32_t* needed) {
  const size_t bytes = text.size() + 1;
  if (needed != nullptr) {
    *needed = static_cast<int32_t>(bytes);
  }
  if (to != nullptr && length > 0 && bytes <= static_cast<size_t>(length)) {
    std::memcpy(to, text.c_str(), bytes);
  }
  return LK_OCIO_OK;
}

const char* known(const char* text) { return text == nullptr ? "" : text; }

}  // namespace

extern "C" {

int lk_ocio_abi(void) { return LK_OCIO_ABI; }

const char* lk_ocio_version(void) { return ocio::GetVersion(); }

int lk_ocio_open(const char* path, lk_ocio_config** out, char* message, int size) {
  if (path == nullptr || out == nullptr) {
    return missing(message, size);
  }
  return guarded(message, size, [&] {
    ocio::SetLoggingLevel(ocio::LOGGING_LEVEL_NONE);  // a host's stderr is not ours
    ocio::ConstConfigRcPtr config = ocio::Config::CreateFromFile(path);
    *out = new lk_ocio_config{config};
    return static_cast<int>(LK_OCIO_OK);
  });
}

int lk_ocio_list(const lk_ocio_config* config, char* text, int length, int32_t* needed,
                 char* message, int size) {
  if (config == nullptr || needed == nullptr) {
    return missing(message, size);
  }
  return guarded(message, size, [&] {
    const ocio::ConstConfigRcPtr& c = config->config;
    std::string all;
    const int spaces =
        c->getNumColorSpaces(ocio::SEARCH_REFERENCE_SPACE_ALL, ocio::COLORSPACE_ALL);
    for (int i = 0; i < spaces; i++) {
      const char* name = c->getColorSpaceNameByIndex(ocio::SEARCH_REFERENCE_SPACE_ALL,
                                                     ocio::COLORSPACE_ALL, i);
      ocio::ConstColorSpaceRcPtr space = c->getColorSpace(name);
      all += std::string("space\t") + known(name) + "\t" +
             (space ? known(space->getFamily()) : "") + "\n";
    }
    for (int i = 0; i < c->getNumRoles(); i++) {
      all += std::string("role\t") + known(c->getRoleName(i)) + "\t" +
             known(c->getRoleColorSpace(i)) + "\n";
    }
    return give(all, text, length, needed);
  });
}

int lk_ocio_resolve(const lk_ocio_config* config, const char* name, char* text, int length,
                    char* message, int size) {
  if (config == nullptr || name == nullptr || text == nullptr || length < 1) {
    return missing(message, size);
  }
  return guarded(message, size, [&] {
    text[0] = 0;
    ocio::ConstColorSpaceRcPtr space = config->config->getColorSpace(name);
    return space ? give(known(space->getName()), text, length, nullptr)
                 : static_cast<int>(LK_OCIO_OK);
  });
}

int lk_ocio_make(const lk_ocio_config* config, const char* from, const char* to,
                 lk_ocio_processor** out, char* message, int size) {
  if (config == nullptr || from == nullptr || to == nullptr || out == nullptr) {
    return missing(message, size);
  }
  return guarded(message, size, [&] {
    ocio::ConstProcessorRcPtr p = config->config->getProcessor(from, to);
    // Lossless: the quick approximations of logarithm and power would cost digits.
    *out = new lk_ocio_processor{p->getOptimizedCPUProcessor(
        ocio::BIT_DEPTH_F32, ocio::BIT_DEPTH_F32, ocio::OPTIMIZATION_LOSSLESS)};
    return static_cast<int>(LK_OCIO_OK);
  });
}

int lk_ocio_apply(const lk_ocio_processor* processor, float* r, float* g, float* b, int32_t count,
                  char* message, int size) {
  if (processor == nullptr || r == nullptr || g == nullptr || b == nullptr || count < 0) {
    return missing(message, size);
  }
  if (count == 0) {
    return LK_OCIO_OK;
  }
  return guarded(message, size, [&] {
    ocio::PlanarImageDesc picture(r, g, b, nullptr, count, 1);
    processor->cpu->apply(picture);
    return static_cast<int>(LK_OCIO_OK);
  });
}

void lk_ocio_free_processor(lk_ocio_processor* processor) { delete processor; }

void lk_ocio_free(lk_ocio_config* config) { delete config; }

}  // extern "C"
