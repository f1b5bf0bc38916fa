/* The effects of the bundle, told to the host without Java: hosts scan every plugin when they start,
 * and a virtual machine is not started for that. Resources/effects.table is written from the Java
 * descriptors when the bundle is made. One line is one step, fields are parted by tabs:
 *
 *   likeness-effects 1
 *   effect   id  major  minor        then property lines of the effect's descriptor
 *   context  name                    then, for that context:
 *   clip     name                    a clip, then its property lines
 *   param    type  name              a parameter, then its property lines
 *   params                           then property lines of the set of parameters
 *   s  property  index  text         text with \t \n \\ escaped
 *   i  property  index  number
 *   d  property  index  16 hex digits: the bits of the double (a host may change the decimal point)
 *   p  property  index  overlay or interpolate: the effect's entry point for that
 *
 * A host that does not know a property answers so, and that is no failure. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boot.h"

typedef struct {
  const char *field[4];
} Line;

typedef struct {
  const char *id;
  unsigned major, minor;
  int first, end; /* lines that belong to it */
} Effect;

static Line *lines;
static int line_count;
static Effect effects[BOOT_MAX_EFFECTS];
static int effect_count;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void unescape(char *text) {
  char *to = text;
  for (char *from = text; *from; from++) {
    if (*from == '\\' && from[1]) {
      from++;
      *to++ = *from == 't' ? '\t' : *from == 'n' ? '\n' : *from;
    } else {
      *to++ = *from;
    }
  }
  *to = 0;
}

static char *read_all(const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f) {
    return NULL;
  }
  char *text = NULL;
  if (fseek(f, 0, SEEK_END) == 0) {
    long size = ftell(f);
    if (size > 0 && size < (4 << 20) && fseek(f, 0, SEEK_SET) == 0) {
      text = malloc((size_t)size + 1);
      if (text && fread(text, 1, (size_t)size, f) == (size_t)size) {
        text[size] = 0;
      } else {
        free(text);
        text = NULL;
      }
    }
  }
  fclose(f);
  return text;
}

/* Splits the text in place; it stays allocated as long as the process, as the host holds the ids. */
static int split(char *text) {
  int n = 1;
  for (char *p = text; *p; p++) {
    n += *p == '\n';
  }
  lines = calloc((size_t)n, sizeof *lines);
  if (!lines) {
    return -1;
  }
  for (char *p = text; p && *p;) {
    char *next = strchr(p, '\n');
    if (next) {
      *next++ = 0;
    }
    if (*p) {
      Line *line = &lines[line_count++];
      for (int i = 0; i < 4; i++) {
        line->field[i] = p ? p : "";
        if (p && i < 3) {
          char *tab = strchr(p, '\t');
          if (tab) {
            *tab++ = 0;
          }
          p = tab;
        } else {
          p = NULL;
        }
      }
      if (line->field[3][0]) {
        unescape((char *)line->field[3]);
      }
    }
    p = next;
  }
  return 0;
}

static void load(void) {
  char path[PATH_MAX + 32];
  snprintf(path, sizeof path, "%s/effects.table", boot_resources());
  char *text = boot_resources()[0] ? read_all(path) : NULL;
  if (!text) {
    boot_log("%s: the list of effects cannot be read, so this bundle offers none; install it again",
             path);
    return;
  }
  if (strncmp(text, "likeness-effects 1\n", 19) != 0) {
    boot_log("%s: does not begin with \"likeness-effects 1\"; install the bundle again", path);
    free(text);
    return;
  }
  if (split(text + 19) != 0) {
    free(text);
    return;
  }
  for (int i = 0; i < line_count; i++) {
    if (strcmp(lines[i].field[0], "effect") == 0) {
      if (effect_count == BOOT_MAX_EFFECTS) {
        boot_log("%s: more than %d effects; the rest is left out", path, BOOT_MAX_EFFECTS);
        break;
      }
      Effect *e = &effects[effect_count++];
      e->id = lines[i].field[1];
      e->major = (unsigned)strtoul(lines[i].field[2], NULL, 10);
      e->minor = (unsigned)strtoul(lines[i].field[3], NULL, 10);
      e->first = i + 1;
    }
    if (effect_count > 0) {
      effects[effect_count - 1].end = i + 1;
    }
  }
}

int boot_table_load(void) {
  pthread_once(&once, load);
  return effect_count;
}

const char *boot_table_id(int effect) { return effects[effect].id; }
unsigned boot_table_major(int effect) { return effects[effect].major; }
unsigned boot_table_minor(int effect) { return effects[effect].minor; }

/* One property line; whatever the host answers is taken as it is. */
static void set_property(const OfxPropertySuiteV1 *props, OfxPropertySetHandle set,
                         const Line *line, const BootAddresses *addresses) {
  int index = (int)strtol(line->field[2], NULL, 10);
  switch (line->field[0][0]) {
    case 's':
      props->propSetString(set, line->field[1], index, line->field[3]);
      break;
    case 'i':
      props->propSetInt(set, line->field[1], index, (int)strtol(line->field[3], NULL, 10));
      break;
    case 'd': {
      uint64_t bits = strtoull(line->field[3], NULL, 16);
      double value;
      memcpy(&value, &bits, sizeof value);
      props->propSetDouble(set, line->field[1], index, value);
      break;
    }
    case 'p': {
      void *address = strcmp(line->field[3], "overlay") == 0       ? addresses->overlay
                      : strcmp(line->field[3], "interpolate") == 0 ? addresses->interpolate
                                                                   : NULL;
      if (address) {
        props->propSetPointer(set, line->field[1], index, address);
      }
      break;
    }
    default:
      break;
  }
}

static int is_property(const Line *line) { return line->field[0][0] && !line->field[0][1]; }

OfxStatus boot_describe(int effect, const OfxHost *host, OfxImageEffectHandle handle,
                        const BootAddresses *addresses) {
  const OfxImageEffectSuiteV1 *suite = host->fetchSuite(host->host, kOfxImageEffectSuite, 1);
  const OfxPropertySuiteV1 *props = host->fetchSuite(host->host, kOfxPropertySuite, 1);
  OfxPropertySetHandle set = NULL;
  if (!suite || !props || suite->getPropertySet(handle, &set) != kOfxStatOK) {
    return kOfxStatErrMissingHostFeature;
  }
  for (int i = effects[effect].first; i < effects[effect].end && is_property(&lines[i]); i++) {
    set_property(props, set, &lines[i], addresses);
  }
  return kOfxStatOK;
}

OfxStatus boot_describe_in_context(int effect, const OfxHost *host, OfxImageEffectHandle handle,
                                   OfxPropertySetHandle in_args, const BootAddresses *addresses) {
  const OfxImageEffectSuiteV1 *suite = host->fetchSuite(host->host, kOfxImageEffectSuite, 1);
  const OfxParameterSuiteV1 *params = host->fetchSuite(host->host, kOfxParameterSuite, 1);
  const OfxPropertySuiteV1 *props = host->fetchSuite(host->host, kOfxPropertySuite, 1);
  OfxParamSetHandle param_set = NULL;
  if (!suite || !params || !props || suite->getParamSet(handle, &param_set) != kOfxStatOK) {
    return kOfxStatErrMissingHostFeature;
  }
  /* One host passes its own properties here, with no context among them: it knows only Filter. */
  char *context = NULL;
  if (!in_args ||
      props->propGetString(in_args, kOfxImageEffectPropContext, 0, &context) != kOfxStatOK ||
      !context) {
    context = (char *)kOfxImageEffectContextFilter;
  }
  int inside = 0;
  int found = 0;
  OfxPropertySetHandle set = NULL;
  for (int i = effects[effect].first; i < effects[effect].end; i++) {
    const Line *line = &lines[i];
    const char *verb = line->field[0];
    if (strcmp(verb, "context") == 0) {
      inside = strcmp(line->field[1], context) == 0;
      found |= inside;
      set = NULL;
    } else if (!inside) {
      continue;
    } else if (strcmp(verb, "clip") == 0) {
      set = NULL;
      if (suite->clipDefine(handle, line->field[1], &set) != kOfxStatOK) {
        set = NULL;
      }
    } else if (strcmp(verb, "param") == 0) {
      set = NULL;
      if (params->paramDefine(param_set, line->field[1], line->field[2], &set) != kOfxStatOK) {
        set = NULL; /* a kind that this host does not know: the effect does without */
      }
    } else if (strcmp(verb, "params") == 0) {
      set = NULL;
      params->paramSetGetPropertySet(param_set, &set);
    } else if (set && is_property(line)) {
      set_property(props, set, line, addresses);
    }
  }
  return found ? kOfxStatOK : kOfxStatErrUnsupported;
}
