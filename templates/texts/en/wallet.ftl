# The wallet: what is held, clearing and free, and every movement.
wallet-title = Wallet
