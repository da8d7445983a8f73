#pragma once

#include <linux/virtio_net.h>

// TUN devices, which carry IP packets without a link layer; Swift sees neither their requests nor the unions of struct ifreq.
// With a virtio-net header before each packet, TCP segments cross whole as the sender's kernel made them.
int clinux_create_tun(int fd, const char *name, int with_header);

// setns(2) is hidden from Swift by _GNU_SOURCE.
int clinux_enter_network_namespace(int fd);

_Static_assert(sizeof(struct virtio_net_hdr) == 10, "linux/virtio_net.h: the header of IFF_VNET_HDR");
_Static_assert(__builtin_offsetof(struct virtio_net_hdr, gso_size) == 4, "linux/virtio_net.h");
_Static_assert(__builtin_offsetof(struct virtio_net_hdr, csum_start) == 6, "linux/virtio_net.h");
