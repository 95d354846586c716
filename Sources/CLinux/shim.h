#pragma once
/* What the Glibc module lacks. */
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

/* accept4 stands behind _GNU_SOURCE, which a module map cannot define. */
extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
