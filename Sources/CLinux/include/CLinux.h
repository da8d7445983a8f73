#pragma once

// What Swift cannot see of the kernel's interface, one header a topic.
#include "sockets.h"
#include "network.h"
#include "waiting.h"
#include "parking.h"
#include "processes.h"
#include "threads.h"
#include "tun.h"
#include "memory.h"
#include "namespaces.h"
#include "files.h"
