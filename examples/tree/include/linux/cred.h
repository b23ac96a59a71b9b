/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CRED_H
#define _LINUX_CRED_H

struct cred;

const struct cred *get_current_cred(void);
void put_cred(const struct cred *cred);

/* Acts as @cred until revert_creds() is given what this returned. */
const struct cred *override_creds(const struct cred *cred);
void revert_creds(const struct cred *old);

#endif
