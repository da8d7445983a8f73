#define _GNU_SOURCE
#include "namespaces.h"
#include <sched.h>

int clinux_unshare_network(void) { return unshare(CLONE_NEWNET); }
