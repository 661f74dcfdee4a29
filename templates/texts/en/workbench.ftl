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
workbench-way-agency = Your first bid for a creator: { $n } % done
