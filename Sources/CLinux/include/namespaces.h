#pragma once

// unshare(2) is a GNU extension. Gives the calling thread a network of its own: 0, or -1 and errno.
int clinux_unshare_network(void);
