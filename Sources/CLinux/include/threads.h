#pragma once

#include <sys/prctl.h>

// prctl(2) takes a variable number of arguments, which Swift cannot pass. Both are for the calling thread.
static inline int clinux_name_thread(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }
static inline int clinux_set_timer_slack(unsigned long nanoseconds) { return prctl(PR_SET_TIMERSLACK, nanoseconds, 0, 0, 0); }
