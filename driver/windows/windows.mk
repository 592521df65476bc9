# SPDX-License-Identifier: Apache-2.0
#
# PRMonitor.sys: included by ../Makefile, from whose folder every path counts.
