# SPDX-License-Identifier: Apache-2.0
#
# The driver in Wine's NT kernel, and the bridge to it: included by ../../../Makefile, from whose folder every path counts.
