#ifndef _LINUX_CRED_H
#define _LINUX_CRED_H

struct cred;

const struct cred *override_creds(const struct cred *credentials);
void revert_creds(const struct cred *credentials);

#endif
