#include "frames.h"

#include <dirent.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace {

int number(const std::string &text, const std::string &all) {
  char *end = nullptr;
  long v = strtol(text.c_str(), &end, 10);
  if (text.empty() || *end || v < -1000000000L || v > 1000000000L) {
    throw std::runtime_error("frames \"" + all + "\" cannot be read; write for instance 1001-1100x1");
  }
  return (int)v;
}

}  // namespace

std::vector<int> parseFrames(const std::string &text) {
  std::vector<int> out;
  size_t from = 0;
  while (from <= text.size()) {
    size_t comma = std::min(text.find(',', from), text.size());
    std::string part = text.substr(from, comma - from);
    from = comma + 1;
    size_t dash = part.find('-', 1);
    if (dash == std::string::npos) {
      out.push_back(number(part, text));
      continue;
    }
    size_t x = part.find('x', dash);
    int first = number(part.substr(0, dash), text);
    int last = number(part.substr(dash + 1, x == std::string::npos ? x : x - dash - 1), text);
    int step = x == std::string::npos ? 1 : number(part.substr(x + 1), text);
    if (step < 1 || last < first || (last - first) / step > 10000000) {
      throw std::runtime_error("frames \"" + text + "\": the range or its step is empty");
    }
    for (int f = first; f <= last; f += step) out.push_back(f);
  }
  return out;
}

Pattern::Pattern(std::string text) {
  size_t slash = text.rfind('/');
  size_t start = slash == std::string::npos ? 0 : slash + 1;
  size_t hash = text.find('#', start);
  size_t percent = text.find('%', start);
  if (hash != std::string::npos) {
    size_t end = text.find_first_not_of('#', hash);
    if (end == std::string::npos) end = text.size();
    before_ = text.substr(0, hash);
    after_ = text.substr(end);
    width_ = (int)(end - hash);
  } else if (percent != std::string::npos) {
    size_t d = text.find('d', percent);
    std::string digits = d == std::string::npos ? "?" : text.substr(percent + 1, d - percent - 1);
    if (digits.find_first_not_of("0123456789") != std::string::npos) {
      throw std::runtime_error("pattern " + text + " cannot be read; write %04d or ####");
    }
    before_ = text.substr(0, percent);
    after_ = text.substr(d + 1);
    width_ = digits.empty() ? 0 : atoi(digits.c_str());
  } else {
    before_ = text;
  }
}

std::string Pattern::at(int frame) const {
  if (width_ < 0) return before_;
  std::string digits = std::to_string(std::abs(frame));
  int pad = width_ - (frame < 0 ? 1 : 0);
  while ((int)digits.size() < pad) digits.insert(0, "0");
  return before_ + (frame < 0 ? "-" : "") + digits + after_;
}

std::vector<int> Pattern::existing() const {
  if (width_ < 0) return {0};
  size_t slash = before_.rfind('/');
  std::string folder = slash == std::string::npos ? "." : before_.substr(0, slash);
  std::string stem = slash == std::string::npos ? before_ : before_.substr(slash + 1);
  std::vector<int> out;
  DIR *dir = opendir(folder.c_str());
  if (!dir) throw std::runtime_error("the folder " + folder + " cannot be opened");
  while (dirent *e = readdir(dir)) {
    std::string name = e->d_name;
    if (name.size() <= stem.size() + after_.size() || name.compare(0, stem.size(), stem) != 0 ||
        name.compare(name.size() - after_.size(), after_.size(), after_) != 0) {
      continue;
    }
    std::string mid = name.substr(stem.size(), name.size() - stem.size() - after_.size());
    char *end = nullptr;
    long v = strtol(mid.c_str(), &end, 10);
    if (*end == 0 && at((int)v) == before_ + mid + after_) out.push_back((int)v);
  }
  closedir(dir);
  std::sort(out.begin(), out.end());
  return out;
}

namespace {

// noise:64x48, or noise:64x48@-3,5 with a data window that begins there: no file, no two pixels alike.
bool isNoise(const std::string &text) { return text.rfind("noise:", 0) == 0; }

Picture noise(const std::string &text, int frame) {
  int w = 0, h = 0, x0 = 0, y0 = 0;
  int n = sscanf(text.c_str(), "noise:%dx%d@%d,%d", &w, &h, &x0, &y0);
  if ((n != 2 && n != 4) || w < 1 || h < 1 || w > 65536 || h > 65536) {
    throw std::runtime_error(text + " cannot be read; write for instance noise:64x48 or noise:64x48@-3,5");
  }
  Picture p;
  p.bounds = {x0, y0, x0 + w, y0 + h};
  p.format = {0, 0, w, h};
  p.rate = 24;
  p.hasAlpha = true;
  p.rgba.resize(4 * (size_t)w * h);
  unsigned state = 2463534242u + (unsigned)frame * 97u;
  for (float &v : p.rgba) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    v = (float)(state >> 12) / (float)0xFFFFF;
  }
  return p;
}

}  // namespace

Picture readFrameOf(const Pattern &pattern, int frame) {
  return isNoise(pattern.at(frame)) ? noise(pattern.at(frame), frame) : readExr(pattern.at(frame));
}

namespace {

// What an image of a depth can hold of the picture.
Picture rounded(Picture p, Depth depth) {
  if (depth == Depth::Float) return p;
  Image image(p.bounds, depth, Components::RGBA, ImageManners(), p.aspect, "rounded");
  image.put(p);
  image.get(p.bounds, p);
  return p;
}

}  // namespace

std::shared_ptr<const Picture> Sequence::at(int frame) {
  {
    std::lock_guard<std::mutex> guard(lock_);
    for (auto &e : recent_) {
      if (e.frame == frame) return e.picture;
    }
  }
  Picture p = readFrameOf(pattern_, frame);
  int dx = look_.dx, dy = look_.dy;
  p.bounds = {p.bounds.x1 + dx, p.bounds.y1 - dy, p.bounds.x2 + dx, p.bounds.y2 - dy};
  if (look_.aspect > 0) p.aspect = look_.aspect;
  auto made = std::make_shared<const Picture>(rounded(scaled(p, look_.scale), look_.rounded));
  std::lock_guard<std::mutex> guard(lock_);
  recent_.push_back({frame, made});
  if (recent_.size() > 16) recent_.erase(recent_.begin());
  return made;
}
