// What the tests of dangers share. Each danger is a function that provokes it in a process of its own
// and returns when the host has lived through it; it throws std::runtime_error where it has not.
#pragma once

#include <jni.h>

#include <functional>
#include <memory>
#include <string>

#include "node.h"

// The bundle under test and a second one with the same effects in other files.
struct Bundles {
  std::string first, second;
};

// A plugin file with nodes of an effect of it.
class Stage {
 public:
  explicit Stage(const std::string &bundle, const std::string &effect = "Invert",
                 const ImageManners &manners = {});
  std::unique_ptr<Node> node(const std::vector<std::pair<std::string, std::string>> &settings = {});
  // Renders a frame of noise; throws where it fails or where the result is not what it must be.
  void render(Node &node, double time = 1);
  std::shared_ptr<const Picture> plate() const { return plate_; }

 private:
  std::unique_ptr<PluginFile> file_;
  std::unique_ptr<Description> description_;
  std::shared_ptr<const Picture> plate_;
  ImageManners manners_;
  bool inverts_;
};

void expect(bool holds, const std::string &what);
// Runs it on a thread with a stack of this size (0: the system's) and hands on what it throws.
void onThread(const std::function<void()> &work, size_t stack = 0);
// Runs it in a child process; throws unless that ends with 0.
void inChild(const std::string &name, const std::function<void()> &work);
bool isMapped(const std::string &name);
int threadCount();
// The virtual machine of this process; throws where there is none.
JavaVM *virtualMachine();
// What the boot library has written into its log of this process's log folder.
std::string bootLog();

void mainStack(const Bundles &);          // 1
void foreignThreads(const Bundles &);     // 2
void thrownErrors(const Bundles &);       // 3
void lateCrashHandler(const Bundles &);   // 4
void earlyCrashHandler(const Bundles &);  // 5
void hostSignals(const Bundles &);        // 6
void loadUnload(const Bundles &);         // 7
void closedLibrary(const Bundles &);      // 8
void secondMachine(const Bundles &);      // 9
void machineCannotStart(const Bundles &); // 10
void exitInJava(const Bundles &);         // 11
void smallStacks(const Bundles &);        // 12
void costOfAScan(const Bundles &);        // 13
void artistsOptions(const Bundles &);     // 14
void deadImages(const Bundles &);         // 15
// 16 and 17 need no process like this.
void threadLocalMemory(const Bundles &);  // 18
