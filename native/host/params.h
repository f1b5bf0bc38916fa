// What the suites of parameters share.
#pragma once

#include "effect.h"

// Numbers a value of the type holds: 0 for a text, -1 for no value at all.
int arityOf(const std::string &type);
bool isDoubleType(const std::string &type);

// Whether an effect may write it now; if not, that is a breach.
bool mayWrite(const OfxParamStruct &p);
