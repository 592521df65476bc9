# SPDX-License-Identifier: Apache-2.0
#
# The driver's rooms compiled for this machine against a mock of ntoskrnl: included by ../../../Makefile, from whose folder every path counts.
