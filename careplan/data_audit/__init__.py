"""The working paper of the yearly compliance audit of minors' personal information (网络保护条例 §37; DOMAIN 5.1)."""
