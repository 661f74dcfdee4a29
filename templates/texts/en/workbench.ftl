# The workbench.
workbench-title = { $n ->
    [0] Workbench
    [one] { $n } thing needs you
   *[other] { $n } things need you
  }
workbench-hello = Good to see you, { $name }.
workbench-new-brief = New brief
workbench-nothing = Nothing needs you. { $n ->
    [one] { $n } contract is on track.
   *[other] { $n } contracts are on track.
  }
workbench-empty-creator = Nothing is due
workbench-empty-creator-text = Once a bid of yours is awarded, what you start, deliver and answer stands here by its deadline.
workbench-empty-merchant = Write your first brief
workbench-empty-merchant-text = The bids you choose from, the money you hold and the work you review will stand here by their deadlines.
workbench-empty = Nothing is here yet
workbench-empty-text = Join an organisation or set up a creator profile; what needs you will stand here by its deadline.
workbench-money = Money
workbench-wallet = Open the wallet
workbench-held = Held
workbench-free = Free
workbench-clearing = Clearing
workbench-available = Available
workbench-running = Running contracts
workbench-all = All contracts
workbench-task-review = Review version { $n } from { $name }
workbench-task-choose = { $n ->
    [one] Choose: { $n } live bid
   *[other] Choose among { $n } live bids
  }
workbench-task-fund = Hold the money for your contract with { $name }
workbench-task-start = { $name } holds the money, you can start
workbench-task-deliver = Deliver version { $next } to { $name }
workbench-task-change = Make the changes { $name } asked for and deliver version { $next }
workbench-task-answer = Answer the request to cancel from { $name }
workbench-act-review = Review
workbench-act-choose = Choose
workbench-act-fund = Fund
workbench-act-start = Start
workbench-act-deliver = Deliver
workbench-act-change = Deliver
workbench-act-answer = Answer
workbench-task-dispute = Dispute with { $name }
workbench-act-dispute = Look
workbench-task-bargain = Answer the offer of { $name }
workbench-act-bargain = Answer
workbench-task-invited = { $name } invites you to bid
workbench-act-invited = Look
workbench-task-more-time = { $name } asks for more time
workbench-task-more-work = { $name } proposes extra work
workbench-task-fund-extra = Hold the money for extra work with { $name }
workbench-act-more-time = Answer
workbench-act-more-work = Answer
workbench-act-fund-extra = Fund
workbench-way-merchant = Your first brief: { $n } % done
workbench-way-creator = Your first bid: { $n } % done
workbench-step-confirm = Confirm your address
workbench-step-confirm-why = Bids, briefs and money need an address that is yours: the link is in your mail, or have a new one sent.
workbench-step-draft = Write a brief
workbench-step-draft-why = Start from a template; what you write is saved as you go.
workbench-step-publish = Publish it
workbench-step-publish-why = Creators see it and bid. Nothing is paid before you have chosen somebody.
workbench-step-profile = Introduce yourself
workbench-step-profile-why = A few lines and tags: the first thing that a merchant reads beside your bid.
workbench-step-channel = Add a channel
workbench-step-channel-why = Say where people see you, and how many they are.
workbench-step-work = Show your work
workbench-step-work-why = Three pictures say more than any text.
workbench-step-account = Say where your money goes
workbench-step-account-why = It waits until you need it; set it up now, and nothing stands between approval and payout.
workbench-step-bid = Place a bid
workbench-step-bid-why = You see what you take home before you send it. The merchant’s money is held before you start.
