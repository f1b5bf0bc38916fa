#include "canvas.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace {

// Letters of three by five dots: five octal digits a letter, top row first.
const char *glyph(char c) {
  static const char *const digits[] = {"75557", "26227", "71747", "71717", "55711",
                                       "74717", "74757", "71122", "75757", "75717"};
  static const char *const letters[] = {
      "25755", "65656", "34443", "65556", "74647", "74644", "34553", "55755", "72227",
      "11152", "55655", "44447", "57755", "65555", "25552", "65644", "25563", "65655",
      "34216", "72222", "55557", "55552", "55775", "55255", "55222", "71247"};
  if (c >= '0' && c <= '9') return digits[c - '0'];
  if (isalpha((unsigned char)c)) return letters[toupper((unsigned char)c) - 'A'];
  switch (c) {
    case ' ': return "00000";
    case '.': return "00002";
    case ',': return "00024";
    case ':': return "02020";
    case '-': return "00700";
    case '_': return "00007";
    case '/': return "11244";
    case '%': return "51245";
    case '#': return "57575";
    case '(': return "12221";
    case ')': return "42224";
    default: return "77777";
  }
}

unsigned char screen(float v) {
  float c = !(v > 0) ? 0 : v > 1 ? 1 : v;
  return (unsigned char)std::lround(255 * (c <= 0.0031308f ? 12.92f * c : 1.055f * std::pow(c, 1 / 2.4f) - 0.055f));
}

}  // namespace

Canvas::Canvas(const Picture &p)
    : bounds_(p.bounds), aspect_(p.aspect), width_(p.width()), height_(p.height()) {
  rgb_.resize(3 * (size_t)width_ * height_);
  for (size_t i = 0; i < (size_t)width_ * height_; i++) {
    for (int c = 0; c < 3; c++) rgb_[3 * i + c] = screen(p.rgba[4 * i + c]);
  }
}

void Canvas::dot(int x, int y, const ofx::ColourF &c) {
  if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
  unsigned char *at = &rgb_[3 * ((size_t)y * width_ + x)];
  const float v[3] = {c.r, c.g, c.b};
  float a = std::max(0.f, std::min(1.f, c.a));
  for (int i = 0; i < 3; i++) {
    float over = 255 * std::max(0.f, std::min(1.f, v[i]));
    at[i] = (unsigned char)std::lround(at[i] * (1 - a) + over * a);
  }
}

void Canvas::line(ofx::PointD a, ofx::PointD b, const ofx::ColourF &c, float width) {
  double x0 = toPixelX(a.x), y0 = toPixelY(a.y), x1 = toPixelX(b.x), y1 = toPixelY(b.y);
  double length = std::max(std::fabs(x1 - x0), std::fabs(y1 - y0));
  if (!(length < 1e6)) return;
  int steps = std::max(1, (int)std::ceil(length));
  int thick = std::max(1, (int)std::lround(width));
  int lastX = INT32_MIN, lastY = INT32_MIN;
  for (int i = 0; i <= steps; i++) {
    int x = (int)std::floor(x0 + (x1 - x0) * i / steps), y = (int)std::floor(y0 + (y1 - y0) * i / steps);
    if (x == lastX && y == lastY) continue;
    lastX = x;
    lastY = y;
    for (int j = 0; j < thick; j++) {
      for (int k = 0; k < thick; k++) dot(x + j - thick / 2, y + k - thick / 2, c);
    }
  }
}

void Canvas::fill(const std::vector<ofx::PointD> &polygon, const ofx::ColourF &c) {
  for (int y = 0; y < height_; y++) {
    std::vector<double> crossings;
    for (size_t i = 0; i < polygon.size(); i++) {
      const ofx::PointD &p = polygon[i], &q = polygon[(i + 1) % polygon.size()];
      double py = toPixelY(p.y), qy = toPixelY(q.y), at = y + 0.5;
      if ((py <= at) == (qy <= at)) continue;
      double px = toPixelX(p.x), qx = toPixelX(q.x);
      crossings.push_back(px + (at - py) / (qy - py) * (qx - px));
    }
    std::sort(crossings.begin(), crossings.end());
    for (size_t i = 0; i + 1 < crossings.size(); i += 2) {
      int from = std::max(0, (int)std::ceil(crossings[i] - 0.5));
      int to = std::min(width_ - 1, (int)std::floor(crossings[i + 1] - 0.5));
      for (int x = from; x <= to; x++) dot(x, y, c);
    }
  }
}

void Canvas::ellipse(ofx::PointD a, ofx::PointD b, const ofx::ColourF &c, float width) {
  const int n = 72;
  double cx = (a.x + b.x) / 2, cy = (a.y + b.y) / 2, rx = (b.x - a.x) / 2, ry = (b.y - a.y) / 2;
  for (int i = 0; i < n; i++) {
    double t = 2 * M_PI * i / n, u = 2 * M_PI * (i + 1) / n;
    line({cx + rx * std::cos(t), cy + ry * std::sin(t)}, {cx + rx * std::cos(u), cy + ry * std::sin(u)},
         c, width);
  }
}

void Canvas::text(const std::string &text, ofx::PointD at, const ofx::ColourF &c) {
  int x = (int)std::lround(toPixelX(at.x)), y = (int)std::lround(toPixelY(at.y));
  for (char letter : text) {
    const char *rows = glyph(letter);
    for (int r = 0; r < 5; r++) {
      for (int b = 0; b < 3; b++) {
        if (!((rows[r] - '0') >> (2 - b) & 1)) continue;
        for (int k = 0; k < 4; k++) dot(x + 2 * b + k % 2, y + 2 * (4 - r) + k / 2, c);
      }
    }
    x += 8;
  }
}

namespace {

uint32_t crcOf(const std::string &data) {
  uint32_t crc = 0xFFFFFFFFu;
  for (unsigned char byte : data) {
    crc ^= byte;
    for (int k = 0; k < 8; k++) crc = crc & 1 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
  }
  return ~crc;
}

std::string big(uint32_t v) {
  return {(char)(v >> 24), (char)(v >> 16), (char)(v >> 8), (char)v};
}

std::string chunk(const std::string &type, const std::string &data) {
  return big((uint32_t)data.size()) + type + data + big(crcOf(type + data));
}

// zlib's format with blocks that are only stored: no compression, no library.
std::string stored(const std::string &data) {
  std::string out = "\x78\x01";
  uint32_t a = 1, b = 0;
  for (unsigned char byte : data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  for (size_t at = 0; at < data.size(); at += 65535) {
    size_t n = std::min<size_t>(65535, data.size() - at);
    out += (char)(at + n == data.size());
    out += {(char)n, (char)(n >> 8), (char)~n, (char)(~n >> 8)};
    out.append(data, at, n);
  }
  return out + big(b << 16 | a);
}

}  // namespace

void Canvas::writePng(const std::string &path) const {
  std::string rows;
  for (int y = height_ - 1; y >= 0; y--) {
    rows += '\0';
    rows.append(reinterpret_cast<const char *>(&rgb_[3 * (size_t)y * width_]), 3 * (size_t)width_);
  }
  std::string head = big((uint32_t)width_) + big((uint32_t)height_) + std::string("\x08\x02\0\0\0", 5);
  std::string all = "\x89PNG\r\n\x1a\n" + chunk("IHDR", head) + chunk("IDAT", stored(rows)) + chunk("IEND", "");
  FILE *f = fopen(path.c_str(), "wb");
  bool ok = f && fwrite(all.data(), 1, all.size(), f) == all.size();
  if (f && fclose(f) != 0) ok = false;
  if (!ok) throw std::runtime_error(path + " cannot be written");
}
