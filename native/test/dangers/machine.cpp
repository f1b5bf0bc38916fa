// Dangers of the machine and of memory: 7, 8, 9, 10, 14 and 15.
#include <dlfcn.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "danger.h"

namespace {

// A node that cannot run: it is made, says why, and its renders fail; the host goes on.
void failsPolitely(const std::string &bundle) {
  Stage stage(bundle);
  auto node = stage.node();
  bool failed = false;
  try {
    stage.render(*node);
  } catch (const std::exception &e) {
    failed = std::string(e.what()).find("the render failed with status") == 0;
    if (!failed) throw;
  }
  expect(failed, "a render without Java fails");
}

void renders(const std::string &bundle) {
  Stage stage(bundle);
  auto node = stage.node();
  stage.render(*node);
}

}  // namespace

// Hosts load, unload and load again; the machine cannot be made a second time.
void loadUnload(const Bundles &b) {
  for (int i = 0; i < 20; i++) {
    PluginFile file(b.first);
    for (OfxPlugin *p : file.effects()) {
      p->setHost(theHost());
      load(p);
    }
    renders(b.first);
    for (OfxPlugin *p : file.effects()) {
      expect(p->mainEntry(kOfxActionUnload, nullptr, nullptr, nullptr) == kOfxStatOK, "Unload is answered");
    }
  }
  virtualMachine();
}

// The host closes the library while the machine lives and while a thread of it is attached, which ends
// after that; then it opens it again.
void closedLibrary(const Bundles &b) {
  std::mutex lock;
  std::condition_variable changed;
  int step = 0;
  auto stage = std::make_unique<Stage>(b.first);
  auto node = stage->node();
  std::thread attached([&] {
    try {
      stage->render(*node);
    } catch (const std::exception &e) {
      say(e.what());
      _exit(1);
    }
    std::unique_lock<std::mutex> guard(lock);
    step = 1;
    changed.notify_all();
    changed.wait(guard, [&] { return step == 2; });
  });
  {
    std::unique_lock<std::mutex> guard(lock);
    changed.wait(guard, [&] { return step == 1; });
  }
  node.reset();
  stage.reset();  // closes the library
  expect(isMapped("/Test.ofx"), "the library's pages stay");
  {
    std::lock_guard<std::mutex> guard(lock);
    step = 2;
  }
  changed.notify_all();
  attached.join();
  renders(b.first);
  onThread([&] { renders(b.first); });
}

// Two plugins with a machine each, and a host that has one of its own.
void secondMachine(const Bundles &b) {
  inChild("a second bundle", [&] {
    Stage one(b.first), two(b.second);
    auto a = one.node();
    auto c = two.node();
    one.render(*a);
    two.render(*c);
    onThread([&] { two.render(*c); });
    virtualMachine();
    expect(bootLog().find("joined the Java VM") != std::string::npos, "the second joined the first's machine");
  });
  inChild("a host with a machine of its own", [&] {
    std::string path = b.first + "/Contents/Resources/runtime/lib/server/libjvm.so";
    void *library = dlopen(path.c_str(), RTLD_NOW);
    expect(library != nullptr, "libjvm.so can be loaded");
    auto make = reinterpret_cast<jint (*)(JavaVM **, void **, void *)>(dlsym(library, "JNI_CreateJavaVM"));
    // The guard pages of a machine on the main thread are this host's own affair.
    onThread([&] {
      JavaVMOption options[] = {{const_cast<char *>("-Xmx256m"), nullptr}};
      JavaVMInitArgs args = {JNI_VERSION_1_8, 1, options, JNI_FALSE};
      JavaVM *vm = nullptr;
      void *env = nullptr;
      expect(make && make(&vm, &env, &args) == JNI_OK, "the host's own machine starts");
      vm->DetachCurrentThread();
    }, (size_t)8 << 20);
    renders(b.first);
    onThread([&] { renders(b.first); });
  });
}

// A machine that cannot be made must not take the host with it.
void machineCannotStart(const Bundles &b) {
  inChild("a heap that cannot be reserved", [&] {
    setenv("LIKENESS_JAVA_OPTS", "-Xms100000g -Xmx100000g", 1);
    failsPolitely(b.first);
  });
  inChild("an option that no machine knows", [&] {
    setenv("LIKENESS_JAVA_OPTS", "-XX:+NoSuchFlagAtAll", 1);
    failsPolitely(b.first);
  });
  inChild("too little address space", [&] {
    rlimit limit = {(rlim_t)1 << 30, (rlim_t)1 << 30};
    setenv("LIKENESS_JAVA_OPTS", "-Xmx900m", 1);
    setrlimit(RLIMIT_AS, &limit);
    failsPolitely(b.first);
  });
  std::string resources = b.second + "/Contents/Resources";
  std::string runtime = resources + "/runtime", aside = resources + "/aside";
  expect(rename(runtime.c_str(), aside.c_str()) == 0, "the runtime can be moved");
  std::string broken;
  try {
    inChild("no runtime", [&] { failsPolitely(b.second); });
    mkdir(runtime.c_str(), 0755);
    mkdir((runtime + "/lib").c_str(), 0755);
    mkdir((runtime + "/lib/server").c_str(), 0755);
    // A copy and no link: it looks for its runtime from where it lies itself.
    std::ofstream(runtime + "/lib/server/libjvm.so", std::ios::binary)
        << std::ifstream(aside + "/lib/server/libjvm.so", std::ios::binary).rdbuf();
    inChild("libjvm without its runtime", [&] { failsPolitely(b.second); });
    std::ofstream(runtime + "/release") << "JAVA_VERSION=\"17\"\n";
    std::ofstream(runtime + "/lib/modules") << "not an image of modules";
    inChild("a runtime without its libraries", [&] { failsPolitely(b.second); });
    for (const char *part : {"/lib/libjimage.so", "/lib/libjava.so"}) {
      expect(symlink((aside + part).c_str(), (runtime + part).c_str()) == 0, "a part can stand there");
    }
    inChild("a runtime with a broken image", [&] { failsPolitely(b.second); });
  } catch (const std::exception &e) {
    broken = e.what();
  }
  for (const char *part : {"/lib/modules", "/lib/libjimage.so", "/lib/libjava.so", "/lib/server/libjvm.so",
                           "/release"}) unlink((runtime + part).c_str());
  for (const char *part : {"/lib/server", "/lib", ""}) rmdir((runtime + part).c_str());
  expect(rename(aside.c_str(), runtime.c_str()) == 0, "the runtime can be moved back");
  if (!broken.empty()) throw std::runtime_error(broken);
  renders(b.second);
}

// What the artist's shell tells every Java applies to ours as well: it is logged, and no reason to die.
void artistsOptions(const Bundles &b) {
  inChild("harmless options", [&] {
    setenv("JAVA_TOOL_OPTIONS", "-Dsomething=else -Xmx300m", 1);
    setenv("_JAVA_OPTIONS", "-Dmore=of.it", 1);
    renders(b.first);
    expect(bootLog().find("-Dsomething=else -Xmx300m -Dmore=of.it") != std::string::npos, "the log names them");
  });
  inChild("options that stop every machine", [&] {
    setenv("JAVA_TOOL_OPTIONS", "-XX:+NoSuchFlagAtAll", 1);
    failsPolitely(b.first);
  });
  inChild("an agent that is not there", [&] {
    setenv("JAVA_TOOL_OPTIONS", "-agentpath:/nowhere/agent.so", 1);
    failsPolitely(b.first);
  });
}

// Images die with their action. An effect that keeps one and reads it later must get an error of Java's:
// the pages are closed, so a touch would end this process.
void deadImages(const Bundles &b) {
  ImageManners manners;
  manners.guard = true;
  Stage stage(b.first, "Trick", manners);
  auto node = stage.node({{"trick", "keep"}});
  stage.render(*node, 1);
  for (int i = 2; i < 10; i++) stage.render(*node, i);
  onThread([&] { stage.render(*node, 11); });
  expect(breaches() == 0, "every image was given back once");
}
