#include <dirent.h>
#include <dlfcn.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "danger.h"
#include "frames.h"

void expect(bool holds, const std::string &what) {
  if (!holds) throw std::runtime_error("it does not hold that " + what);
}

Stage::Stage(const std::string &bundle, const std::string &effect, const ImageManners &manners)
    : manners_(manners), inverts_(effect == "Invert") {
  file_ = std::make_unique<PluginFile>(bundle);
  description_ = std::make_unique<Description>(file_->effect("org.likeness.test." + effect), *file_, "");
  plate_ = std::make_shared<const Picture>(readFrameOf(Pattern("noise:37x23@-3,5"), 1));
}

std::unique_ptr<Node> Stage::node(const std::vector<std::pair<std::string, std::string>> &settings) {
  NodeSetup setup;
  setup.settings = settings;
  setup.manners = manners_;
  setup.format = plate_->format;
  setup.last = 100;
  auto plate = plate_;
  setup.inputs["Source"].frames = [plate](double) { return plate; };
  return std::make_unique<Node>(*description_, setup);
}

void Stage::render(Node &node, double time) {
  FrameOrder order;
  order.time = time;
  order.plate = plate_;
  FrameAnswer answer = node.frame(order);
  expect(answer.kind == FrameAnswer::Rendered && answer.picture, "a frame was rendered");
  for (size_t i = 0; i < plate_->rgba.size(); i++) {
    float v = plate_->rgba[i], want = inverts_ && i % 4 != 3 ? 1 - v : v;
    expect(std::fabs(answer.picture->rgba[i] - want) < 1e-6, "the pixels are right");
  }
}

void onThread(const std::function<void()> &work, size_t stack) {
  struct Call {
    const std::function<void()> &work;
    std::string error;
  } call{work, ""};
  pthread_attr_t attr;
  pthread_attr_init(&attr);
  if (stack) expect(pthread_attr_setstacksize(&attr, stack) == 0, "there are stacks of that size");
  auto run = [](void *p) -> void * {
    Call *c = static_cast<Call *>(p);
    try {
      c->work();
    } catch (const std::exception &e) {
      c->error = e.what();
    }
    return nullptr;
  };
  pthread_t thread;
  expect(pthread_create(&thread, &attr, run, &call) == 0, "a thread can be made");
  pthread_attr_destroy(&attr);
  pthread_join(thread, nullptr);
  if (!call.error.empty()) throw std::runtime_error(call.error);
}

void inChild(const std::string &name, const std::function<void()> &work) {
  fflush(nullptr);
  pid_t child = fork();
  expect(child >= 0, "a process can be made");
  if (child == 0) {
    int code = 0;
    try {
      work();
    } catch (const std::exception &e) {
      say(name + ": " + e.what());
      code = 1;
    }
    fflush(nullptr);
    _exit(code);
  }
  int status = 0;
  waitpid(child, &status, 0);
  expect(WIFEXITED(status) && WEXITSTATUS(status) == 0,
         name + " leaves its host alive (wait status " + std::to_string(status) + ")");
  say(name + ": the host lived on");
}

bool isMapped(const std::string &name) {
  std::ifstream maps("/proc/self/maps");
  std::string line;
  while (std::getline(maps, line)) {
    if (line.find(name) != std::string::npos) return true;
  }
  return false;
}

int threadCount() {
  int n = 0;
  DIR *dir = opendir("/proc/self/task");
  while (dirent *e = readdir(dir)) n += e->d_name[0] != '.';
  closedir(dir);
  return n;
}

JavaVM *virtualMachine() {
  void *library = dlopen("libjvm.so", RTLD_NOW | RTLD_NOLOAD);
  expect(library != nullptr, "libjvm.so is in this process");
  auto created = reinterpret_cast<jint (*)(JavaVM **, jsize, jsize *)>(dlsym(library, "JNI_GetCreatedJavaVMs"));
  JavaVM *vm = nullptr;
  jsize count = 0;
  expect(created && created(&vm, 1, &count) == JNI_OK && count == 1, "there is one virtual machine");
  return vm;
}

std::string bootLog() {
  const char *folder = getenv("LIKENESS_LOG_DIR");
  std::ifstream in(std::string(folder ? folder : "") + "/ofx-boot.log");
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}
