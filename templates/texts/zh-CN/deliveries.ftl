# 交付作品，以及提出修改。
deliveries-title = 交付第 { $n } 版
deliveries-lead = { $merchant }有 { $days } 天时间验收。验收通过，或到时没有答复，{ $amount } 就会放款给你。
deliveries-due = 截止
deliveries-asked = 第 { $n } 版之后提出的修改
deliveries-files = 文件
deliveries-files-hint = 图片、视频、音频、PDF、Word、PowerPoint、Excel、文本或 ZIP；一次最多 20 个，每个最大 200 MiB。
deliveries-here = 已经上传的文件
deliveries-here-hint = 勾选属于这一版的文件。
deliveries-of-before = 来自上一版
deliveries-links = 链接
deliveries-links-hint = 完整的 https 网址，每行一个。商家可以直接打开。
deliveries-note = 说明
deliveries-note-hint = 这一版有什么变化，请先看哪里。
deliveries-self-check = 对照清单自查
deliveries-self-check-hint = 勾选这一版已经做到的。商家会在文件旁边看到。
deliveries-frozen = 提交后这一版就固定不变。{ $merchant }只能看到图片预览，验收通过后才能取得原件。
deliveries-send = 交付第 { $n } 版
deliveries-sending = 正在提交…
deliveries-back = 返回合作
deliveries-only-upload = 分几次上传文件
deliveries-only-upload-text = 在这里上传的文件会留在本页，等你交付；在此之前别人看不到。上面填写的内容不会保留。
deliveries-upload = 上传文件
deliveries-change-crumb = 提出修改
deliveries-change-title = 对第 { $n } 版提出修改
deliveries-change-lead = 在对应的约定旁边写明要改什么。{ $creator }会据此交付下一版。
deliveries-rounds = { $n ->
    [1] 这是价格内包含的最后一次修改。
   *[other] 还可以修改 { $n } 次，包括这一次。
  }
deliveries-change-points = 约定的要点
deliveries-change-points-hint = 没有问题的留空。
deliveries-change-no-points = 这份合作没有验收清单，无从对照修改。你可以验收通过，或申请结束这一部分。
deliveries-extra = 约定以外的要求
deliveries-extra-hint = { $creator }可以顺便做，但没有义务。
deliveries-extra-mark = 约定以外：
deliveries-change-send = 提出这些修改

flash-deliveries-posted = 已交付，并已通知商家。
flash-deliveries-files-added = 文件已上传，请勾选后交付。
flash-deliveries-changes-asked = 修改要求已提交，并已通知创作者。

error-nothing-handed-in = 请至少选择一个文件或填写一个链接。
error-too-many-items = 一次最多 { $max } 个。
error-no-wishes = 请写明要改什么。

refusal-change-uncited = 没有一条是针对约定的要点。请在清单的要点旁边写明要改什么；其他要求属于额外工作。
refusal-file-locked = 验收通过后才能取得原件。这种类型的文件无法预览。
deliveries-extra-offer = 作为增加的工作单独报价
remarks-title = 批注
remarks-no = 批注 { $n }
remarks-resolved = 批注 { $n }，已解决
remarks-open = { $n } 条未解决
remarks-new = 添加批注
remarks-none = 指出作品里的某一处，写下意见，对方马上能看到。
remarks-tap = 在图上点一下要批注的位置。
remarks-x = 距左侧
remarks-y = 距顶部
remarks-second = 第几秒
remarks-text = 你对这里的意见
remarks-send = 发送批注
remarks-reply = 回复
remarks-answer = 你的回复
remarks-resolve = 标为已解决
remarks-reopen = 重新打开
remarks-of-version = 写于第 { $n } 版
remarks-at-second = { $name }，{ $at } 处
remarks-to-change = 勾选的批注会连同位置一起写进修改要求。
flash-remark-made = 批注已发送。
flash-remark-answered = 回复已发送。
flash-remark-resolved = 批注已解决。
flash-remark-reopened = 批注已重新打开。
refusal-remark-full = 这里的批注太多了，请先回复或解决已有的批注。
deliveries-resume-waiting = 连接中断，恢复后会自动继续，已上传
refusal-upload-offset = 双方记录的上传进度不一致。请先查询已上传到哪里，再从那里继续。
