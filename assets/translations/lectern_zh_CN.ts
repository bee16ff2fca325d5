<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Terms:
  adapter: 适配器
  answer: 回答
  attach: 附加
  chat: 对话
  citation: 引用
  close match: 近似匹配
  collection, library: 资料库
  context: 上下文
  deck: 演示文稿
  document: 文档
  engine: 引擎
  folder: 文件夹
  graphics card: 显卡
  index: 索引
  layout: 版式
  memory: 内存
  model: 模型
  not found: 未找到
  outline: 大纲
  pane: 窗格
  passage: 片段
  point: 要点
  process: 进程
  quote: 引文
  retrieval: 检索
  shortcut: 快捷键
  sidebar: 侧边栏
  slide, slides: 幻灯片
  source: 来源
  speaker notes: 演讲者备注
  stop: 停止
  template: 模板
  theme: 主题
  think, thought: 思考
  token: 词元
  undo: 撤销
  verified: 已核实
-->
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Answer again</source>
        <translation>重新回答</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Edit the question</source>
        <translation>编辑问题</translation>
    </message>
    <message>
        <source>Left this computer</source>
        <translation>问题已离开这台电脑</translation>
    </message>
    <message>
        <source>Make slides</source>
        <translation>制作幻灯片</translation>
    </message>
</context>
<context>
    <name>AdapterRow</name>
    <message>
        <source>For another model</source>
        <translation>适用于其他模型</translation>
    </message>
    <message>
        <source>Its file is gone</source>
        <translation>它的文件已不在</translation>
    </message>
    <message>
        <source>Made for {model}, {size}</source>
        <translation>为 {model} 制作，{size}</translation>
    </message>
    <message>
        <source>More about {adapter}</source>
        <translation>关于 {adapter} 的更多操作</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Strength of {adapter}</source>
        <translation>{adapter} 的强度</translation>
    </message>
    <message>
        <source>Use {adapter} in the open chat</source>
        <translation>在当前对话中使用 {adapter}</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n}%</translation>
    </message>
</context>
<context>
    <name>Adapters</name>
    <message>
        <source>Adapters</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Add an adapter</source>
        <translation>添加适配器</translation>
    </message>
    <message>
        <source>An adapter is a small LoRA file in the GGUF format.</source>
        <translation>适配器是 GGUF 格式的小型 LoRA 文件。</translation>
    </message>
    <message>
        <source>LoRA files that change how a model writes, in the open chat</source>
        <translation>改变模型写作方式的 LoRA 文件，用于当前对话</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Why it does not fit</source>
        <translation>为何不适用</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Lectern was closed while this was being written. What was written is kept.</source>
        <translation>写到这里时 Lectern 被关闭了，已写的内容已保留。</translation>
    </message>
    <message>
        <source>Stopped before the answer began.</source>
        <translation>在开始回答前已停止。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>正在处理</translation>
    </message>
</context>
<context>
    <name>AnyRepository</name>
    <message>
        <source>A repository is written with its owner: owner/repository.</source>
        <translation>仓库名需带所有者：所有者/仓库。</translation>
    </message>
    <message>
        <source>Any other model of the hub</source>
        <translation>模型库中的其他模型</translation>
    </message>
    <message>
        <source>Asking the hub</source>
        <translation>正在询问模型库</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Download {model}</source>
        <translation>下载 {model}</translation>
    </message>
    <message>
        <source>Estimated from the size of the file.</source>
        <translation>按文件大小估计。</translation>
    </message>
    <message>
        <source>List its models</source>
        <translation>列出其中的模型</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Written as on its page on the hub. Lectern asks for the list of its files, and nothing else.</source>
        <translation>写法与模型库页面上的相同。Lectern 只会请求它的文件列表。</translation>
    </message>
    <message>
        <source>owner/repository</source>
        <translation>所有者/仓库</translation>
    </message>
    <message>
        <source>{repo} has no model in the GGUF format.</source>
        <translation>{repo} 中没有 GGUF 格式的模型。</translation>
    </message>
    <message>
        <source>{repo}, sees pictures</source>
        <translation>{repo}，能看图片</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>A lamp and its shade cost 110 together. The lamp costs 100 more than the shade. What does each cost?</source>
        <translation>一盏灯和它的灯罩一共 110 元，灯比灯罩贵 100 元。两者各多少钱？</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Add to documents</source>
        <translation>添加到文档</translation>
    </message>
    <message>
        <source>An outline first, then a deck.</source>
        <translation>先生成大纲，再制作演示文稿。</translation>
    </message>
    <message>
        <source>Ask in this chat</source>
        <translation>在此对话中提问</translation>
    </message>
    <message>
        <source>Asks {model}</source>
        <translation>向 {model} 提问</translation>
    </message>
    <message>
        <source>Choose a folder of models</source>
        <translation>选择模型文件夹</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>选择模型文件</translation>
    </message>
    <message>
        <source>Choose a template</source>
        <translation>选择模板</translation>
    </message>
    <message>
        <source>Choose an adapter</source>
        <translation>选择适配器</translation>
    </message>
    <message>
        <source>Choose an outline</source>
        <translation>选择大纲</translation>
    </message>
    <message>
        <source>Choose documents</source>
        <translation>选择文档</translation>
    </message>
    <message>
        <source>Connecting to {model}</source>
        <translation>正在连接 {model}</translation>
    </message>
    <message>
        <source>Download, {size}</source>
        <translation>下载，{size}</translation>
    </message>
    <message>
        <source>Engine stopped</source>
        <translation>引擎已停止</translation>
    </message>
    <message>
        <source>Fits this computer</source>
        <translation>适合本机</translation>
    </message>
    <message>
        <source>Forget the server “{name}” and its key?</source>
        <translation>要删除服务器“{name}”及其密钥吗？</translation>
    </message>
    <message>
        <source>How much did winter heating demand fall across the 48 homes?</source>
        <translation>这 48 户住宅的冬季供暖需求下降了多少？</translation>
    </message>
    <message>
        <source>Inter, Source Serif 4 and JetBrains Mono, under the SIL Open Font License</source>
        <translation>Inter、Source Serif 4 和 JetBrains Mono，采用 SIL 开放字体许可证</translation>
    </message>
    <message>
        <source>Kept, and searched from any chat.</source>
        <translation>长期保存，任何对话都可检索。</translation>
    </message>
    <message>
        <source>Leaves this computer: {model}</source>
        <translation>会离开本机：{model}</translation>
    </message>
    <message>
        <source>Lectern</source>
        <translation>Lectern</translation>
    </message>
    <message>
        <source>Loading {model}</source>
        <translation>正在加载 {model}</translation>
    </message>
    <message>
        <source>Make slides</source>
        <translation>制作幻灯片</translation>
    </message>
    <message>
        <source>Measured: {read} tokens a second read, {written} written.</source>
        <translation>实测：每秒读取 {read} 个词元，写出 {written} 个。</translation>
    </message>
    <message>
        <source>My documents</source>
        <translation>我的文档</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>尚无模型</translation>
    </message>
    <message>
        <source>On the processor with {threads} threads.</source>
        <translation>在处理器上，使用 {threads} 个线程。</translation>
    </message>
    <message>
        <source>Only this chat uses these files.</source>
        <translation>只有此对话使用这些文件。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>组件</translation>
    </message>
    <message>
        <source>Python and Qt</source>
        <translation>Python 与 Qt</translation>
    </message>
    <message>
        <source>Reads {batch} tokens in one go. Flash attention: {flash}. Memory of the conversation: {bits} bits.</source>
        <translation>一次读取 {batch} 个词元。快速注意力：{flash}。对话记忆：{bits} 位。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove a server</source>
        <translation>移除服务器</translation>
    </message>
    <message>
        <source>Save slides</source>
        <translation>保存幻灯片</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为 {name}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>The model loads when needed</source>
        <translation>模型会在需要时加载</translation>
    </message>
    <message>
        <source>The next words are guessed from your text and then checked, which is quicker here.</source>
        <translation>会根据你的文本先猜后面的词，再核对，在本机上这样更快。</translation>
    </message>
    <message>
        <source>The starter model quotes your files; this one answers in its own words. {about}</source>
        <translation>自带模型引用你的文件原文；这个模型用自己的话回答。{about}</translation>
    </message>
    <message>
        <source>There is no keyring on this computer, so the key is kept until Lectern is closed, and in no file.</source>
        <translation>本机没有密钥环，因此密钥只保留到 Lectern 关闭为止，不写入任何文件。</translation>
    </message>
    <message>
        <source>Typefaces</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Version {version}, under the MIT licence</source>
        <translation>版本 {version}，采用 MIT 许可证</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>What is quickest is measured while nothing else is going on.</source>
        <translation>空闲时会测量怎样最快。</translation>
    </message>
    <message>
        <source>Your changes hold from the next question on: the model is then loaded again.</source>
        <translation>你的更改从下一个问题起生效，届时会重新加载模型。</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>{model} answers</source>
        <translation>{model} 可以回答</translation>
    </message>
    <message>
        <source>{model} could not be loaded</source>
        <translation>无法加载 {model}</translation>
    </message>
    <message>
        <source>{model} does not answer</source>
        <translation>{model} 没有应答</translation>
    </message>
    <message>
        <source>{model} is on this computer now</source>
        <translation>{model} 已在本机</translation>
    </message>
    <message>
        <source>{model} is on this computer now. It sees no pictures, since {file} could not be had.</source>
        <translation>{model} 已在这台电脑上。它看不了图片，因为无法取得 {file}。</translation>
    </message>
    <message>
        <source>{model} is ready</source>
        <translation>{model} 已就绪</translation>
    </message>
    <message>
        <source>“{title}” is as you left it, not saved as .pptx yet</source>
        <translation>“{title}”与你离开时一样，尚未保存为 .pptx</translation>
    </message>
    <message>
        <source>“{title}” was put away</source>
        <translation>已收起“{title}”</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Attach files</source>
        <translation>附加文件</translation>
    </message>
    <message>
        <source>Attach files to this chat</source>
        <translation>为此对话附加文件</translation>
    </message>
    <message>
        <source>Manage documents</source>
        <translation>管理文档</translation>
    </message>
    <message>
        <source>Search only some files…</source>
        <translation>只检索部分文件…</translation>
    </message>
</context>
<context>
    <name>Attachments</name>
    <message>
        <source>It could not be read.</source>
        <translation>无法读取此文件。</translation>
    </message>
</context>
<context>
    <name>Bubble</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>You asked: {question}</source>
        <translation>你的提问：{question}</translation>
    </message>
</context>
<context>
    <name>ChatFacts</name>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>1 close match</source>
        <translation>1 处近似匹配</translation>
    </message>
    <message>
        <source>Thought</source>
        <translation>思考过程</translation>
    </message>
    <message>
        <source>Thought for {minutes} min {seconds} s</source>
        <translation>思考了 {minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>Thought for {seconds} s</source>
        <translation>思考了 {seconds} 秒</translation>
    </message>
    <message>
        <source>ended at its limit of {n} tokens</source>
        <translation>达到 {n} 个词元的上限后结束</translation>
    </message>
    <message>
        <source>ended on request</source>
        <translation>按要求提前结束</translation>
    </message>
    <message>
        <source>ended to leave room for the answer</source>
        <translation>为给回答留出空间而结束</translation>
    </message>
    <message>
        <source>p. {page}</source>
        <translation>第 {page} 页</translation>
    </message>
    <message>
        <source>sheet {page}</source>
        <translation>工作表 {page}</translation>
    </message>
    <message>
        <source>slide {page}</source>
        <translation>幻灯片 {page}</translation>
    </message>
    <message>
        <source>{n} close matches</source>
        <translation>{n} 处近似匹配</translation>
    </message>
    <message>
        <source>{n} not found</source>
        <translation>{n} 处未找到</translation>
    </message>
    <message>
        <source>{n} of {total} ended early</source>
        <translation>{total} 次中有 {n} 次提前结束</translation>
    </message>
    <message>
        <source>{n} verified</source>
        <translation>{n} 处已核实</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} 词元/秒</translation>
    </message>
</context>
<context>
    <name>ChatFaults</name>
    <message>
        <source>Choose another model</source>
        <translation>选择其他模型</translation>
    </message>
    <message>
        <source>Reload and try again</source>
        <translation>重新加载并重试</translation>
    </message>
    <message>
        <source>Reload on the processor only</source>
        <translation>仅用处理器重新加载</translation>
    </message>
    <message>
        <source>Reload with a shorter context</source>
        <translation>用较短的上下文重新加载</translation>
    </message>
    <message>
        <source>The answer could not be finished</source>
        <translation>未能完成回答</translation>
    </message>
    <message>
        <source>The model could not be loaded</source>
        <translation>无法加载模型</translation>
    </message>
    <message>
        <source>The model stopped before it finished</source>
        <translation>模型在完成前停止了</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Your question and the part already written are kept, and nothing left this computer.</source>
        <translation>你的问题和已写的部分均已保留，没有任何内容离开这台电脑。</translation>
    </message>
    <message>
        <source>Your question and the part already written are kept.</source>
        <translation>你的问题和已写出的部分都已保留。</translation>
    </message>
    <message>
        <source>Your question is kept, and nothing left this computer.</source>
        <translation>你的问题已保留，没有任何内容离开这台电脑。</translation>
    </message>
    <message>
        <source>Your question is kept.</source>
        <translation>你的问题已保留。</translation>
    </message>
</context>
<context>
    <name>ChatHeader</name>
    <message>
        <source>All models</source>
        <translation>所有模型</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Make slides from this</source>
        <translation>用此对话制作幻灯片</translation>
    </message>
    <message>
        <source>Opens with the first source of an answer</source>
        <translation>随回答的第一个来源打开</translation>
    </message>
    <message>
        <source>Right pane</source>
        <translation>右侧窗格</translation>
    </message>
    <message>
        <source>Save as JSON</source>
        <translation>另存为 JSON</translation>
    </message>
    <message>
        <source>Save as Markdown</source>
        <translation>另存为 Markdown</translation>
    </message>
    <message>
        <source>Save as Markdown with thoughts</source>
        <translation>存为 Markdown（含思考）</translation>
    </message>
    <message>
        <source>Share this chat</source>
        <translation>分享此对话</translation>
    </message>
    <message>
        <source>{model}, leaves this computer</source>
        <translation>{model}，会离开本机</translation>
    </message>
</context>
<context>
    <name>ChatList</name>
    <message>
        <source>Chats</source>
        <translation>对话列表</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
</context>
<context>
    <name>ChatMenus</name>
    <message>
        <source>Always think first</source>
        <translation>总是先思考</translation>
    </message>
    <message>
        <source>Do not think first</source>
        <translation>不先思考</translation>
    </message>
    <message>
        <source>Longest thought</source>
        <translation>最长思考</translation>
    </message>
    <message>
        <source>No collection</source>
        <translation>不使用资料库</translation>
    </message>
    <message>
        <source>Think when it helps</source>
        <translation>需要时思考</translation>
    </message>
    <message>
        <source>{n} tokens</source>
        <translation>{n} 词元</translation>
    </message>
</context>
<context>
    <name>ChatModel</name>
    <message>
        <source>{title}, answering</source>
        <translation>{title}，正在回答</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Ask about your documents, or anything else</source>
        <translation>就你的文档或任何内容提问</translation>
    </message>
    <message>
        <source>Ask {model}</source>
        <translation>向 {model} 提问</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Think</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Think: auto</source>
        <translation>思考：自动</translation>
    </message>
    <message>
        <source>Write the next question while it works</source>
        <translation>在它处理时可先写下一个问题</translation>
    </message>
    <message>
        <source>You can keep writing. It will send once the model is back.</source>
        <translation>你可以继续写，模型恢复后就会发送。</translation>
    </message>
    <message>
        <source>You can write now. It will send when the model is ready.</source>
        <translation>现在就可以写，模型就绪后就会发送。</translation>
    </message>
</context>
<context>
    <name>ChatPresenter</name>
    <message>
        <source>Answering</source>
        <translation>正在回答</translation>
    </message>
    <message>
        <source>Answering again</source>
        <translation>正在重新回答</translation>
    </message>
    <message>
        <source>Question changed</source>
        <translation>问题已修改</translation>
    </message>
</context>
<context>
    <name>Citations</name>
    <message>
        <source>Close match</source>
        <translation>近似匹配</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已核实</translation>
    </message>
    <message>
        <source>close match</source>
        <translation>近似匹配</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>已核实</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>Collections</name>
    <message>
        <source>All documents</source>
        <translation>所有文档</translation>
    </message>
    <message>
        <source>Ask this collection</source>
        <translation>向此资料库提问</translation>
    </message>
    <message>
        <source>Collections</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>Delete collection</source>
        <translation>删除资料库</translation>
    </message>
    <message>
        <source>Its search vectors are kept at {host}.</source>
        <translation>它的检索向量保存在 {host}。</translation>
    </message>
    <message>
        <source>Its search vectors leave this computer: they are kept at {host}.</source>
        <translation>它的检索向量会离开本机：保存在 {host}。</translation>
    </message>
    <message>
        <source>More about {name}</source>
        <translation>更多：{name}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the new collection</source>
        <translation>新资料库的名称</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>新建资料库</translation>
    </message>
    <message>
        <source>Search model…</source>
        <translation>检索模型…</translation>
    </message>
    <message>
        <source>Where it is kept…</source>
        <translation>保存位置…</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Answer from documents  Ctrl D</source>
        <translation>根据文档回答  Ctrl D</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>附加文件</translation>
    </message>
    <message>
        <source>Attach files and pictures</source>
        <translation>附加文件和图片</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>输入区</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Leaves this computer</source>
        <translation>会离开本机</translation>
    </message>
    <message>
        <source>Lectern was not told that {model} sees pictures, so of those the text is read. If it does, say so where its server is described, on the Models page.</source>
        <translation>没有说明 {model} 能看图片，因此只读取其中的文字。如果它能看，请在“模型”页上它的服务器设置中注明。</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>停止回答</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Think</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Think before answering  Ctrl T</source>
        <translation>回答前先思考  Ctrl T</translation>
    </message>
    <message>
        <source>What you ask leaves this computer.</source>
        <translation>你的提问会离开本机。</translation>
    </message>
    <message>
        <source>Write a question to send</source>
        <translation>写下要发送的问题</translation>
    </message>
    <message>
        <source>{model} does not see pictures; of those the text is read.</source>
        <translation>{model} 看不见图片；只读取其中的文字。</translation>
    </message>
</context>
<context>
    <name>ContextMeter</name>
    <message>
        <source>Almost full, {used} of {total}</source>
        <translation>即将用满，{used} / {total}</translation>
    </message>
    <message>
        <source>Context: {used} of {total} tokens used</source>
        <translation>上下文：已用 {used} / {total} 词元</translation>
    </message>
    <message>
        <source>{used} of {total}</source>
        <translation>{used} / {total}</translation>
    </message>
</context>
<context>
    <name>ContextPopover</name>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Conversation before it</source>
        <translation>之前的对话</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>上一个回答</translation>
    </message>
    <message>
        <source>Question, passages, instructions</source>
        <translation>问题、片段与指令</translation>
    </message>
    <message>
        <source>Used by the last answer</source>
        <translation>上一个回答的用量</translation>
    </message>
    <message>
        <source>What the model reads at once</source>
        <translation>模型一次读取的内容</translation>
    </message>
    <message>
        <source>When it is full, the oldest messages are left out. They stay in the chat.</source>
        <translation>用满后会略去最早的消息，它们仍保留在对话中。</translation>
    </message>
</context>
<context>
    <name>DocumentsPage</name>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Ask this collection</source>
        <translation>向此资料库提问</translation>
    </message>
    <message>
        <source>Collections</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Indexed</source>
        <translation>已索引</translation>
    </message>
    <message>
        <source>Make slides</source>
        <translation>制作幻灯片</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Show what was read</source>
        <translation>查看读取的内容</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Test retrieval</source>
        <translation>测试检索</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>监视文件夹</translation>
    </message>
</context>
<context>
    <name>DocumentsPresenter</name>
    <message>
        <source>Removed {count} files</source>
        <translation>已移除 {count} 个文件</translation>
    </message>
    <message>
        <source>Removed “{name}”</source>
        <translation>已移除“{name}”</translation>
    </message>
    <message>
        <source>The file itself stays where it is.</source>
        <translation>文件本身仍在原处。</translation>
    </message>
    <message>
        <source>The list says why, file by file.</source>
        <translation>列表中写明了每个文件的原因。</translation>
    </message>
    <message>
        <source>{count} files could not be read</source>
        <translation>{count} 个文件无法读取</translation>
    </message>
</context>
<context>
    <name>DownloadsPresenter</name>
    <message>
        <source>Gave up the download of {model}</source>
        <translation>已放弃下载 {model}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>DropSheet</name>
    <message>
        <source>1 file</source>
        <translation>1 个文件</translation>
    </message>
    <message>
        <source>1 folder</source>
        <translation>1 个文件夹</translation>
    </message>
    <message>
        <source>All of it can be read.</source>
        <translation>全部可以读取。</translation>
    </message>
    <message>
        <source>Drop anywhere on the left or right half of the window.</source>
        <translation>拖放到窗口左半边或右半边的任意位置。</translation>
    </message>
    <message>
        <source>Drop anywhere on the window.</source>
        <translation>拖放到窗口的任意位置。</translation>
    </message>
    <message>
        <source>Esc to cancel</source>
        <translation>按 Esc 取消</translation>
    </message>
    <message>
        <source>Files are read on this computer and are never changed or sent.</source>
        <translation>文件只在这台电脑上读取，绝不会被更改或发送。</translation>
    </message>
    <message>
        <source>It can be read.</source>
        <translation>可以读取。</translation>
    </message>
    <message>
        <source>It cannot be read.</source>
        <translation>无法读取。</translation>
    </message>
    <message>
        <source>None of it can be read.</source>
        <translation>全部无法读取。</translation>
    </message>
    <message>
        <source>Where should these {count} files go?</source>
        <translation>这 {count} 个文件要放到哪里？</translation>
    </message>
    <message>
        <source>Where should these {count} things go?</source>
        <translation>这 {count} 个项目要放到哪里？</translation>
    </message>
    <message>
        <source>Where should this go?</source>
        <translation>要把它放到哪里？</translation>
    </message>
    <message>
        <source>five</source>
        <translation>5</translation>
    </message>
    <message>
        <source>four</source>
        <translation>4</translation>
    </message>
    <message>
        <source>seven</source>
        <translation>7</translation>
    </message>
    <message>
        <source>six</source>
        <translation>6</translation>
    </message>
    <message>
        <source>three</source>
        <translation>3</translation>
    </message>
    <message>
        <source>two</source>
        <translation>2</translation>
    </message>
    <message>
        <source>{count} can be read. {names} cannot.</source>
        <translation>{count} 个可以读取，{names} 无法读取。</translation>
    </message>
    <message>
        <source>{count} files</source>
        <translation>{count} 个文件</translation>
    </message>
    <message>
        <source>{count} folders</source>
        <translation>{count} 个文件夹</translation>
    </message>
    <message>
        <source>{count} others</source>
        <translation>另外 {count} 个</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>. PDF, Word, PowerPoint, Excel, Markdown, text</source>
        <translation>。支持 PDF、Word、PowerPoint、Excel、Markdown 和文本</translation>
    </message>
    <message>
        <source>Drop files or folders here</source>
        <translation>将文件或文件夹拖到这里</translation>
    </message>
    <message>
        <source>browse</source>
        <translation>浏览选取</translation>
    </message>
    <message>
        <source>or </source>
        <translation>或 </translation>
    </message>
</context>
<context>
    <name>EmbeddersPresenter</name>
    <message>
        <source>{model} stays: {collections} is searched with it. Choose another model there first.</source>
        <translation>{model} 未移除：{collections} 正用它检索。请先在那里选择其他模型。</translation>
    </message>
</context>
<context>
    <name>Empty</name>
    <message>
        <source>Pictures, mail and web pages are read too. Everything stays on this computer.</source>
        <translation>图片、邮件和网页也能读取。所有内容都留在这台电脑上。</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>All of it on this computer.</source>
        <translation>一切都在这台电脑上完成。</translation>
    </message>
    <message>
        <source>Ask what a report really says</source>
        <translation>问清一份报告到底写了什么</translation>
    </message>
    <message>
        <source>Ask your files, for example</source>
        <translation>可以这样问你的文件</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>It quotes your files word for word. A larger model also writes well by itself; it is downloaded once and then works without internet.</source>
        <translation>它会逐字引用你的文件。更大的模型还善于自己行文；只需下载一次，之后无需联网。</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Questions go to {model}.</source>
        <translation>提问会发送到 {model}。</translation>
    </message>
    <message>
        <source>Read, ask and present.</source>
        <translation>阅读、提问、演示。</translation>
    </message>
    <message>
        <source>Ready with the starter model</source>
        <translation>自带模型已就绪</translation>
    </message>
    <message>
        <source>Three ways to start</source>
        <translation>三种开始方式</translation>
    </message>
    <message>
        <source>Turn notes into a slide deck</source>
        <translation>把笔记变成幻灯片</translation>
    </message>
    <message>
        <source>Work through a hard question</source>
        <translation>推敲一个难题</translation>
    </message>
    <message>
        <source>Works now</source>
        <translation>现在可用</translation>
    </message>
    <message>
        <source>as an editable outline, then .pptx</source>
        <translation>先生成可编辑的大纲，再生成 .pptx</translation>
    </message>
    <message>
        <source>choose another model</source>
        <translation>选择其他模型</translation>
    </message>
    <message>
        <source>or </source>
        <translation>或 </translation>
    </message>
    <message>
        <source>slowly, with the reasoning shown</source>
        <translation>慢慢推理，过程可见</translation>
    </message>
    <message>
        <source>use a file you already have</source>
        <translation>使用已有的文件</translation>
    </message>
    <message>
        <source>with every claim linked to its page</source>
        <translation>每个论点都链接到原页</translation>
    </message>
</context>
<context>
    <name>EndpointForm</name>
    <message>
        <source>Add a server</source>
        <translation>添加服务器</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>As it was; type to replace it</source>
        <translation>保持不变；输入即可替换</translation>
    </message>
    <message>
        <source>As the server names it</source>
        <translation>与服务器上的名称一致</translation>
    </message>
    <message>
        <source>As the server says</source>
        <translation>以服务器为准</translation>
    </message>
    <message>
        <source>Ask for its models</source>
        <translation>查询它的模型</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在查询…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Change a server</source>
        <translation>修改服务器</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>For example: office</source>
        <translation>例如：办公室</translation>
    </message>
    <message>
        <source>If it wants one; kept in the system's keyring</source>
        <translation>如有需要；保存在系统密钥环中</translation>
    </message>
    <message>
        <source>It answers, and keeps no list of its models. Type the name of one.</source>
        <translation>它有应答，但没有模型列表。请输入一个模型的名称。</translation>
    </message>
    <message>
        <source>It answers, with {count} models.</source>
        <translation>它有应答，提供 {count} 个模型。</translation>
    </message>
    <message>
        <source>Its model sees pictures</source>
        <translation>它的模型能看图片</translation>
    </message>
    <message>
        <source>Its model sees pictures. No server says so by itself; those that you attach are then sent.</source>
        <translation>它的模型能看图片。服务器自己不会说明；勾选后，你附加的图片会发送给它。</translation>
    </message>
    <message>
        <source>Its models</source>
        <translation>它的模型</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Leaves this computer</source>
        <translation>会离开本机</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在这台电脑上</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Send the key without encryption</source>
        <translation>不加密发送密钥</translation>
    </message>
    <message>
        <source>The key would travel unencrypted: anybody on the way could read and use it. Send it all the same?</source>
        <translation>密钥将不加密传输：途中的任何人都能读取并使用它。仍要发送吗？</translation>
    </message>
    <message>
        <source>The program that answers runs on this computer.</source>
        <translation>回答的程序在本机上运行。</translation>
    </message>
    <message>
        <source>They are not encrypted on the way.</source>
        <translation>传输途中不加密。</translation>
    </message>
    <message>
        <source>Your questions, the conversation before them and the passages found for them go to {host}.</source>
        <translation>你的提问、之前的对话以及为此找到的片段都会发送到 {host}。</translation>
    </message>
    <message>
        <source>{n} tokens</source>
        <translation>{n} 词元</translation>
    </message>
</context>
<context>
    <name>Endpoints</name>
    <message>
        <source>A server that speaks OpenAI's protocol, such as vLLM, SGLang, llama-server, Ollama or LM Studio, can answer in place of this computer. What you ask it then leaves this computer, with the passages of your documents that the question needs.</source>
        <translation>使用 OpenAI 协议的服务器，例如 vLLM、SGLang、llama-server、Ollama 或 LM Studio，可以代替本机回答。此时你的提问会离开本机，连同回答所需的文档片段。</translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation>添加服务器</translation>
    </message>
    <message>
        <source>Ask for its models</source>
        <translation>查询它的模型</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在查询…</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Choose a model of {server}</source>
        <translation>选择 {server} 的模型</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>It answers, with 1 model.</source>
        <translation>它有应答，提供 1 个模型。</translation>
    </message>
    <message>
        <source>It answers, with {count} models.</source>
        <translation>它有应答，提供 {count} 个模型。</translation>
    </message>
    <message>
        <source>Leaves this computer</source>
        <translation>会离开本机</translation>
    </message>
    <message>
        <source>More about {model}</source>
        <translation>{model} 的更多操作</translation>
    </message>
    <message>
        <source>No model chosen</source>
        <translation>未选择模型</translation>
    </message>
    <message>
        <source>Not encrypted.</source>
        <translation>未加密。</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在这台电脑上</translation>
    </message>
    <message>
        <source>Other computers</source>
        <translation>其他电脑</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>使用 {model}</translation>
    </message>
    <message>
        <source>{model}, at {host}.</source>
        <translation>{model}，位于 {host}。</translation>
    </message>
</context>
<context>
    <name>ErrorCard</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
</context>
<context>
    <name>ExampleCard</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Example {n}</source>
        <translation>示例 {n}</translation>
    </message>
    <message>
        <source>How it is thought through, step by step</source>
        <translation>一步一步地怎样思考</translation>
    </message>
    <message>
        <source>Not shown to a model until all three are filled in</source>
        <translation>三项都填好之前，不会给模型看</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Remove this example</source>
        <translation>移除这个示例</translation>
    </message>
    <message>
        <source>Thought</source>
        <translation>思考过程</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>Add an example</source>
        <translation>添加示例</translation>
    </message>
    <message>
        <source>Reset to ours</source>
        <translation>恢复自带示例</translation>
    </message>
</context>
<context>
    <name>FileChip</name>
    <message>
        <source>Not read</source>
        <translation>未读取</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Remove {file} from this chat</source>
        <translation>从此对话中移除 {file}</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} / {pages}</translation>
    </message>
</context>
<context>
    <name>FilesPresenter</name>
    <message>
        <source>Removed {name}</source>
        <translation>已移除 {name}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>FitWords</name>
    <message>
        <source>Fits</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>May be slow</source>
        <translation>可能较慢</translation>
    </message>
    <message>
        <source>Won't fit</source>
        <translation>内存不足</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Editing your question</source>
        <translation>正在编辑你的问题</translation>
    </message>
    <message>
        <source>Leave it as it was</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Next: {question}</source>
        <translation>接下来：{question}</translation>
    </message>
    <message>
        <source>No longer narrow to {condition}</source>
        <translation>不再限定为“{condition}”</translation>
    </message>
    <message>
        <source>Once the files are read: {question}</source>
        <translation>文件读完后：{question}</translation>
    </message>
    <message>
        <source>Only {condition}</source>
        <translation>仅 {condition}</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Remove them from this chat</source>
        <translation>从此对话中移除它们</translation>
    </message>
    <message>
        <source>Remove {picture} from the question</source>
        <translation>从问题中移除 {picture}</translation>
    </message>
    <message>
        <source>Switch {adapter} off in this chat</source>
        <translation>在此对话中关闭 {adapter}</translation>
    </message>
    <message>
        <source>Take this question back</source>
        <translation>收回这个问题</translation>
    </message>
    <message>
        <source>{adapter}, {n} %</source>
        <translation>适配器 {adapter}，{n} %</translation>
    </message>
    <message>
        <source>{n} being read</source>
        <translation>{n} 个正在读取</translation>
    </message>
    <message>
        <source>{n} more files</source>
        <translation>另外 {n} 个文件</translation>
    </message>
</context>
<context>
    <name>Giving</name>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
</context>
<context>
    <name>HistoryPresenter</name>
    <message>
        <source>Chat deleted</source>
        <translation>对话已删除</translation>
    </message>
    <message>
        <source>In a thought: {words}</source>
        <translation>思考中：{words}</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>No chat holds these words.</source>
        <translation>没有对话包含这些词。</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>更早</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Your chats will be listed here. They are saved on this computer only.</source>
        <translation>你的对话会列在这里，只保存在这台电脑上。</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>1 thing to look at</source>
        <translation>1 处需要留意</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Deck check passed</source>
        <translation>演示文稿检查通过</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>版式</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Picture text for screen readers</source>
        <translation>供屏幕阅读器使用的图片说明</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>要点</translation>
    </message>
    <message>
        <source>Slide settings</source>
        <translation>幻灯片设置</translation>
    </message>
    <message>
        <source>Slide {number}: </source>
        <translation>幻灯片 {number}：</translation>
    </message>
    <message>
        <source>Speaker notes</source>
        <translation>演讲者备注</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Use your own template…</source>
        <translation>使用自己的模板…</translation>
    </message>
    <message>
        <source>What you will say</source>
        <translation>你要讲的内容</translation>
    </message>
    <message>
        <source>{count} slides: fit, contrast, alt text, sources OK</source>
        <translation>{count} 张幻灯片：排版、对比度、替代文字、来源均正常</translation>
    </message>
    <message>
        <source>{count} things to look at</source>
        <translation>{count} 处需要留意</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>Installed</name>
    <message>
        <source>Comes with Lectern.</source>
        <translation>随 Lectern 附带。</translation>
    </message>
    <message>
        <source>Draft model</source>
        <translation>预写模型</translation>
    </message>
    <message>
        <source>Draft model of {model}</source>
        <translation>{model} 的预写模型</translation>
    </message>
    <message>
        <source>Draft model {draft}, not measured here yet.</source>
        <translation>预写模型 {draft}，尚未在这台电脑上测量。</translation>
    </message>
    <message>
        <source>Draft model {draft}: its file is gone, so not used.</source>
        <translation>预写模型 {draft}：文件已不在，因此未使用。</translation>
    </message>
    <message>
        <source>Draft model {draft}: not faster here, so not used.</source>
        <translation>预写模型 {draft}：在这台电脑上不会更快，因此不使用。</translation>
    </message>
    <message>
        <source>Draft model {draft}: {gain} × as fast here.</source>
        <translation>预写模型 {draft}：在这台电脑上速度为 {gain} 倍。</translation>
    </message>
    <message>
        <source>From {program}.</source>
        <translation>来自 {program}。</translation>
    </message>
    <message>
        <source>How it fits</source>
        <translation>是否适合本机</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Licence: {name}.</source>
        <translation>许可证：{name}。</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>More about {model}</source>
        <translation>{model} 的更多操作</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在这台电脑上</translation>
    </message>
    <message>
        <source>Reads about {words} words at once.</source>
        <translation>一次约可读 {words} 个英文单词。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Sees pictures.</source>
        <translation>能看图片。</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>卸载</translation>
    </message>
    <message>
        <source>Unload {model}</source>
        <translation>卸载 {model}</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>使用 {model}</translation>
    </message>
    <message>
        <source>{size} in 1 model</source>
        <translation>1 个模型，共 {size}</translation>
    </message>
    <message>
        <source>{size} in {count} models</source>
        <translation>{count} 个模型，共 {size}</translation>
    </message>
    <message>
        <source>{weights} weights, {kind}.</source>
        <translation>{weights} 参数，{kind}。</translation>
    </message>
</context>
<context>
    <name>JournalList</name>
    <message>
        <source>Clear this list</source>
        <translation>清空此列表</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Nothing so far.</source>
        <translation>目前没有。</translation>
    </message>
    <message>
        <source>Search by meaning</source>
        <translation>语义搜索</translation>
    </message>
    <message>
        <source>What left this computer</source>
        <translation>离开本机的内容</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>{sent} sent, {received} received</source>
        <translation>发送 {sent}，接收 {received}</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>1 passage</source>
        <translation>1 个片段</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>In line</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Indexed</source>
        <translation>已索引</translation>
    </message>
    <message>
        <source>Is no longer in its place.</source>
        <translation>已不在原处。</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>正在打开</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>added on {date}</source>
        <translation>添加于 {date}</translation>
    </message>
    <message>
        <source>added today</source>
        <translation>今天添加</translation>
    </message>
    <message>
        <source>added yesterday</source>
        <translation>昨天添加</translation>
    </message>
    <message>
        <source>{count} pages</source>
        <translation>{count} 页</translation>
    </message>
    <message>
        <source>{count} passages</source>
        <translation>{count} 个片段</translation>
    </message>
    <message>
        <source>{passages}. {reason}</source>
        <translation>{passages}。{reason}</translation>
    </message>
</context>
<context>
    <name>MachineCard</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>In use: {layers}</source>
        <translation>使用中：{layers}</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Models are kept in</source>
        <translation>模型存放位置</translation>
    </message>
    <message>
        <source>None that can be used.</source>
        <translation>没有可用的显卡。</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>This computer can run models up to about {size}.</source>
        <translation>这台电脑最大可运行约 {size} 的模型。</translation>
    </message>
    <message>
        <source>{cores} cores.</source>
        <translation>{cores} 个核心。</translation>
    </message>
    <message>
        <source>{free} of {memory} are free. A model fits well when it needs at most {share} % of what is free; the rest is for other programs.</source>
        <translation>{memory} 中有 {free} 可用。模型所需不超过可用内存的 {share}% 时运行顺畅；其余留给其他程序。</translation>
    </message>
    <message>
        <source>{memory} of memory, {free} free.  {cores} cores.  {disk} of disk free.</source>
        <translation>内存 {memory}，可用 {free}。{cores} 个核心。磁盘可用 {disk}。</translation>
    </message>
    <message>
        <source>{model} reads {read} tokens a second and writes {written}, quickest with {threads} threads.</source>
        <translation>{model} 每秒读 {read} 个词元、写 {written} 个，用 {threads} 个线程最快。</translation>
    </message>
    <message>
        <source>{model}: not yet. It is done once nothing is asked for half a minute.</source>
        <translation>{model}：还没有。半分钟没有提问时会自动测量。</translation>
    </message>
    <message>
        <source>{name}, {memory} of memory, {free} free.</source>
        <translation>{name}，显存 {memory}，{free} 可用。</translation>
    </message>
</context>
<context>
    <name>MirrorField</name>
    <message>
        <source>Address to download models from</source>
        <translation>下载模型的地址</translation>
    </message>
    <message>
        <source>This is no web address.</source>
        <translation>这不是网址。</translation>
    </message>
</context>
<context>
    <name>ModelButton</name>
    <message>
        <source>Connecting to {model}</source>
        <translation>正在连接 {model}</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
    <message>
        <source>Loading {model}, {seconds} s</source>
        <translation>正在加载 {model}，{seconds} 秒</translation>
    </message>
    <message>
        <source>Loads with the first question</source>
        <translation>提出第一个问题时加载</translation>
    </message>
    <message>
        <source>Model: {model}. {state}</source>
        <translation>模型：{model}。{state}</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>尚无模型</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>已就绪</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>What you ask leaves this computer.</source>
        <translation>你的提问会离开本机。</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>{n} of {layers} layers on {card}, {used} of {total}.</source>
        <translation>{card} 上有 {n} / {layers} 层，占用 {used} / {total}。</translation>
    </message>
    <message>
        <source>{size} of it for the draft model.</source>
        <translation>其中 {size} 用于预写模型。</translation>
    </message>
    <message>
        <source>{weights} for the model + {cache} for {context} tokens of context + {work} to work with = {total}; {free} are free.</source>
        <translation>模型 {weights} + {context} 词元上下文 {cache} + 运行所需 {work} = {total}；可用 {free}。</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Add a model file</source>
        <translation>添加模型文件</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>No model, adapter or server has these words.</source>
        <translation>没有模型、适配器或服务器包含这些词。</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>搜索模型</translation>
    </message>
</context>
<context>
    <name>NarrowPopover</name>
    <message>
        <source>A day is written like {form}.</source>
        <translation>日期请写成 {form} 的形式。</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>全部文件</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>修改时间</translation>
    </message>
    <message>
        <source>Changed on this day or earlier</source>
        <translation>在这一天或更早修改</translation>
    </message>
    <message>
        <source>Changed on this day or later</source>
        <translation>在这一天或之后修改</translation>
    </message>
    <message>
        <source>Folders and files</source>
        <translation>文件夹和文件</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>最近 12 个月</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>No file is left to search.</source>
        <translation>没有可检索的文件。</translation>
    </message>
    <message>
        <source>Search folders and files</source>
        <translation>查找文件夹和文件</translation>
    </message>
    <message>
        <source>Search only some files</source>
        <translation>只检索部分文件</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>{kind}, {n} files</source>
        <translation>{kind}，{n} 个文件</translation>
    </message>
    <message>
        <source>{n} of {total} files are searched</source>
        <translation>检索 {total} 个文件中的 {n} 个</translation>
    </message>
</context>
<context>
    <name>Narrowing</name>
    <message>
        <source>From {day} on</source>
        <translation>{day} 起</translation>
    </message>
    <message>
        <source>Up to {day}</source>
        <translation>截至 {day}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} 至 {last}</translation>
    </message>
</context>
<context>
    <name>OfferRow</name>
    <message>
        <source>Begins when the download before it has ended.</source>
        <translation>前一个下载结束后开始。</translation>
    </message>
    <message>
        <source>Checking what came earlier, {done}</source>
        <translation>正在检查先前下载的部分，{done}</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Download stopped at {done}.</source>
        <translation>下载停在 {done}。</translation>
    </message>
    <message>
        <source>Download stopped at {done}: {reason}.</source>
        <translation>下载停在 {done}：{reason}。</translation>
    </message>
    <message>
        <source>Download {model}</source>
        <translation>下载 {model}</translation>
    </message>
    <message>
        <source>Estimated from the size of the file.</source>
        <translation>按文件大小估计。</translation>
    </message>
    <message>
        <source>Give up the download of {model}</source>
        <translation>放弃下载 {model}</translation>
    </message>
    <message>
        <source>It arrived damaged, so it was deleted. Download it again, or from another source.</source>
        <translation>下载的文件已损坏，因此已删除。请重新下载，或换一个来源。</translation>
    </message>
    <message>
        <source>It needs about {needs} of memory with {tokens} tokens of context; {free} are free.</source>
        <translation>上下文为 {tokens} 个词元时约需 {needs} 内存；可用 {free}。</translation>
    </message>
    <message>
        <source>Licence: {name}.</source>
        <translation>许可证：{name}。</translation>
    </message>
    <message>
        <source>Needs about {needs}; {free} are free here.</source>
        <translation>约需 {needs}；本机可用 {free}。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause the download of {model}</source>
        <translation>暂停下载 {model}</translation>
    </message>
    <message>
        <source>Paused at {amount}. Nothing of it is lost.</source>
        <translation>已暂停在 {amount}，已下载的部分不会丢失。</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Resume the download of {model}</source>
        <translation>继续下载 {model}</translation>
    </message>
    <message>
        <source>Why {model} will not fit</source>
        <translation>{model} 为何不适合</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>about {n} h left</source>
        <translation>约剩 {n} 小时</translation>
    </message>
    <message>
        <source>about {n} min left</source>
        <translation>约剩 {n} 分钟</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>剩余不到一分钟</translation>
    </message>
    <message>
        <source>{amount}. The connection was lost; trying again.</source>
        <translation>{amount}。连接中断，正在重试。</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{figures}. You can close the window and resume later.</source>
        <translation>{figures}。可以关闭窗口，稍后继续。</translation>
    </message>
    <message>
        <source>{speed}/s</source>
        <translation>{speed}/秒</translation>
    </message>
</context>
<context>
    <name>Offers</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Opening your documents</source>
        <translation>正在打开你的文档</translation>
    </message>
</context>
<context>
    <name>OutlineModel</name>
    <message>
        <source>Section</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>Slide</source>
        <translation>幻灯片</translation>
    </message>
</context>
<context>
    <name>OutlineView</name>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
</context>
<context>
    <name>PaneHeader</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Back to the chat</source>
        <translation>返回对话</translation>
    </message>
    <message>
        <source>Close the source</source>
        <translation>关闭来源</translation>
    </message>
    <message>
        <source>More about this source</source>
        <translation>关于此来源的更多操作</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Open in its own program</source>
        <translation>用其所属程序打开</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Related passages</source>
        <translation>相关片段</translation>
    </message>
    <message>
        <source>Why this passage?</source>
        <translation>为什么是这个片段？</translation>
    </message>
</context>
<context>
    <name>PdfView</name>
    <message>
        <source>This file has moved.</source>
        <translation>此文件已移动。</translation>
    </message>
    <message>
        <source>This file is damaged and cannot be shown.</source>
        <translation>此文件已损坏，无法显示。</translation>
    </message>
    <message>
        <source>This file is protected and cannot be shown.</source>
        <translation>此文件受保护，无法显示。</translation>
    </message>
    <message>
        <source>This file is protected by a password.</source>
        <translation>此文件受密码保护。</translation>
    </message>
    <message>
        <source>{file}, page {place}</source>
        <translation>{file}，第 {place} 页</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} / {pages}</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Picture {file}</source>
        <translation>图片 {file}</translation>
    </message>
</context>
<context>
    <name>PlaceForm</name>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>If it wants one; kept in the system's keyring</source>
        <translation>如有需要；保存在系统密钥环中</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Leaves this computer</source>
        <translation>会离开本机</translation>
    </message>
    <message>
        <source>On a Chroma server</source>
        <translation>在 Chroma 服务器上</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在这台电脑上</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Search by meaning compares numbers that are made from the passages. They are kept on this computer unless the collection outgrows it. The files and their text always stay here.</source>
        <translation>按含义检索时，会比较由片段算出的数字。它们保存在本机，除非资料库大到本机放不下。文件和其中的文字始终留在本机。</translation>
    </message>
    <message>
        <source>Search vectors of “{name}”</source>
        <translation>“{name}”的检索向量</translation>
    </message>
    <message>
        <source>Stays on this computer</source>
        <translation>留在本机</translation>
    </message>
    <message>
        <source>The numbers of all passages, and those of each question, go to {host}. Whoever runs it could guess from them what the text is about.</source>
        <translation>所有片段的数字以及每个问题的数字都会发送到 {host}。运行该服务器的人可能据此猜出文字的大意。</translation>
    </message>
    <message>
        <source>The server runs on this computer.</source>
        <translation>该服务器运行在本机上。</translation>
    </message>
    <message>
        <source>They are not encrypted on the way, and no key is sent.</source>
        <translation>它们在途中不加密，也不会发送密钥。</translation>
    </message>
    <message>
        <source>Type the address of the server.</source>
        <translation>请输入服务器的地址。</translation>
    </message>
    <message>
        <source>Where they are kept</source>
        <translation>保存位置</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Also looks in {folder}</source>
        <translation>也在 {folder} 中查找</translation>
    </message>
    <message>
        <source>Look in another folder</source>
        <translation>在其他文件夹中查找</translation>
    </message>
    <message>
        <source>Look no longer in {folder}</source>
        <translation>不再在 {folder} 中查找</translation>
    </message>
</context>
<context>
    <name>Placing</name>
    <message>
        <source>The search vectors of “{name}” are kept at {host}.</source>
        <translation>“{name}”的检索向量保存在 {host}。</translation>
    </message>
    <message>
        <source>The search vectors of “{name}” are on this computer again.</source>
        <translation>“{name}”的检索向量已回到本机。</translation>
    </message>
    <message>
        <source>There is no keyring on this computer, so the key could not be kept.</source>
        <translation>本机没有密钥环，密钥未能保存。</translation>
    </message>
    <message>
        <source>They go over with the next question or file, and leave this computer.</source>
        <translation>它们会在下一次提问或添加文件时传送过去，并离开本机。</translation>
    </message>
    <message>
        <source>They go over with the next question or file.</source>
        <translation>它们会在下一次提问或添加文件时传送过去。</translation>
    </message>
</context>
<context>
    <name>Presenting</name>
    <message>
        <source>Shown in the theme. The saved .pptx is in your template “{name}”.</source>
        <translation>这里按主题显示。保存的 .pptx 使用你的模板“{name}”。</translation>
    </message>
    <message>
        <source>Slide {number} of {count}: {title}</source>
        <translation>第 {number} 张，共 {count} 张：{title}</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Slide {number}: {title}</source>
        <translation>幻灯片 {number}：{title}</translation>
    </message>
</context>
<context>
    <name>PromptEdit</name>
    <message>
        <source>Your question</source>
        <translation>你的问题</translation>
    </message>
</context>
<context>
    <name>ProofBar</name>
    <message>
        <source>Close match.</source>
        <translation>近似匹配。</translation>
    </message>
    <message>
        <source>Next quote</source>
        <translation>下一处引文</translation>
    </message>
    <message>
        <source>Not found.</source>
        <translation>未找到。</translation>
    </message>
    <message>
        <source>Previous quote</source>
        <translation>上一处引文</translation>
    </message>
    <message>
        <source>Quote {n} of {total}</source>
        <translation>引文 {n} / {total}</translation>
    </message>
    <message>
        <source>Similar words are here.</source>
        <translation>这里有相近的文字。</translation>
    </message>
    <message>
        <source>The answer rests on</source>
        <translation>回答依据</translation>
    </message>
    <message>
        <source>The page says</source>
        <translation>页面原文</translation>
    </message>
    <message>
        <source>These words are not here.</source>
        <translation>此页没有这些文字。</translation>
    </message>
    <message>
        <source>These words are on this page.</source>
        <translation>此页上有这些文字。</translation>
    </message>
    <message>
        <source>Verified.</source>
        <translation>已核实。</translation>
    </message>
    <message>
        <source>What the answer rests on, and what the page says</source>
        <translation>回答依据与页面原文</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Show sidebar</source>
        <translation>显示侧边栏</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>幻灯片</translation>
    </message>
</context>
<context>
    <name>ReadDialog</name>
    <message>
        <source>Ask it, for example</source>
        <translation>可以这样问它</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Questions that it answers</source>
        <translation>它能回答的问题</translation>
    </message>
    <message>
        <source>Read from {file}</source>
        <translation>读自 {file}</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} / {pages}</translation>
    </message>
</context>
<context>
    <name>ReadingCard</name>
    <message>
        <source>Files read</source>
        <translation>已读取的文件</translation>
    </message>
    <message>
        <source>Looking for files</source>
        <translation>正在查找文件</translation>
    </message>
    <message>
        <source>Reading {done} of {total} files</source>
        <translation>正在读取文件：{done} / {total}</translation>
    </message>
    <message>
        <source>Search already works on the files that are done.</source>
        <translation>已读完的文件现在就可以检索。</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>停止读取</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>约剩 {minutes} 分钟</translation>
    </message>
    <message>
        <source>about {seconds} s left</source>
        <translation>约剩 {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>ReadingView</name>
    <message>
        <source>Text with links</source>
        <translation>带链接的文字</translation>
    </message>
</context>
<context>
    <name>Recommended</name>
    <message>
        <source>3 to 8 GB</source>
        <translation>3 至 8 GB</translation>
    </message>
    <message>
        <source>All sizes</source>
        <translation>所有大小</translation>
    </message>
    <message>
        <source>Fits this computer</source>
        <translation>适合本机</translation>
    </message>
    <message>
        <source>No model of the list has this size.</source>
        <translation>列表中没有这种大小的模型。</translation>
    </message>
    <message>
        <source>Over 8 GB</source>
        <translation>8 GB 以上</translation>
    </message>
    <message>
        <source>Recommended for you</source>
        <translation>为你推荐</translation>
    </message>
    <message>
        <source>Show all {count}</source>
        <translation>显示全部 {count} 个</translation>
    </message>
    <message>
        <source>Show models of this size: {size}</source>
        <translation>显示此大小的模型：{size}</translation>
    </message>
    <message>
        <source>Up to 3 GB</source>
        <translation>3 GB 以下</translation>
    </message>
    <message>
        <source>{size} of weights and 8,192 tokens of context need about {needs} of memory. {free} of {memory} are free. Close other programs, or choose a smaller model; a repository named below may have a smaller file of it.</source>
        <translation>{size} 的权重加 8,192 词元上下文约需 {needs} 内存。{memory} 中有 {free} 可用。请关闭其他程序，或选择较小的模型；在下方输入仓库名，也许能找到它的较小文件。</translation>
    </message>
    <message>
        <source>“Fits” is about memory; the larger a model, the slower.</source>
        <translation>“适合”指内存足够；模型越大，回答越慢。</translation>
    </message>
</context>
<context>
    <name>RelatedPassages</name>
    <message>
        <source>No other page belongs to this one.</source>
        <translation>没有与这一页相关的其他页面。</translation>
    </message>
    <message>
        <source>{place}: {about}</source>
        <translation>{place}：{about}</translation>
    </message>
</context>
<context>
    <name>Rereading</name>
    <message>
        <source>Files read again</source>
        <translation>已重新读取的文件</translation>
    </message>
    <message>
        <source>Stop reading again</source>
        <translation>停止重新读取</translation>
    </message>
    <message>
        <source>This version reads them better. What was read before is searched until then.</source>
        <translation>新版本读得更好。在此之前，搜索仍使用先前读取的内容。</translation>
    </message>
    <message>
        <source>{done} of {total} files read again</source>
        <translation>已重新读取 {done} / {total} 个文件</translation>
    </message>
</context>
<context>
    <name>Retrieval</name>
    <message>
        <source>, p. {page}</source>
        <translation>，第 {page} 页</translation>
    </message>
    <message>
        <source>1 passage in {ms} ms</source>
        <translation>1 个片段，用时 {ms} 毫秒</translation>
    </message>
    <message>
        <source>Below {score}, less likely to help</source>
        <translation>低于 {score}，帮助可能不大</translation>
    </message>
    <message>
        <source>No longer narrow to {condition}</source>
        <translation>不再限定为“{condition}”</translation>
    </message>
    <message>
        <source>No passage above {score}</source>
        <translation>没有高于 {score} 的片段</translation>
    </message>
    <message>
        <source>Nothing here seems to answer this. What comes nearest:</source>
        <translation>这里似乎没有答案。最接近的内容：</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>没有找到任何内容。</translation>
    </message>
    <message>
        <source>Only some files</source>
        <translation>只检索部分文件</translation>
    </message>
    <message>
        <source>Only {condition}</source>
        <translation>仅 {condition}</translation>
    </message>
    <message>
        <source>Question to test</source>
        <translation>用于测试的问题</translation>
    </message>
    <message>
        <source>See what a question would find, without asking the model.</source>
        <translation>看看一个问题能检索到什么，不调用模型。</translation>
    </message>
    <message>
        <source>Test retrieval</source>
        <translation>测试检索</translation>
    </message>
    <message>
        <source>Type a question</source>
        <translation>输入问题</translation>
    </message>
    <message>
        <source>searched {n} of {total} files</source>
        <translation>已检索 {total} 个文件中的 {n} 个</translation>
    </message>
    <message>
        <source>{count} passages in {ms} ms</source>
        <translation>{count} 个片段，用时 {ms} 毫秒</translation>
    </message>
</context>
<context>
    <name>SavedNote</name>
    <message>
        <source>Changed since it was saved</source>
        <translation>保存后有改动</translation>
    </message>
    <message>
        <source>Not saved as .pptx yet</source>
        <translation>尚未保存为 .pptx</translation>
    </message>
    <message>
        <source>Saved just now</source>
        <translation>刚刚保存</translation>
    </message>
    <message>
        <source>Saved {moment}</source>
        <translation>保存于 {moment}</translation>
    </message>
    <message>
        <source>Saved {n} min ago</source>
        <translation>{n} 分钟前保存</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear search</source>
        <translation>清除搜索</translation>
    </message>
</context>
<context>
    <name>SearchModel</name>
    <message>
        <source>A second model reads the first 30 passages that were found, each together with the question.</source>
        <translation>由另一个模型把找到的前 30 个片段逐个连同问题再读一遍。</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Computed in {precision}</source>
        <translation>以 {precision} 计算</translation>
    </message>
    <message>
        <source>Computed in {precision}, {times} times as fast as fp32 here</source>
        <translation>以 {precision} 计算，在本机上速度是 fp32 的 {times} 倍</translation>
    </message>
    <message>
        <source>Get more search models…</source>
        <translation>获取更多搜索模型…</translation>
    </message>
    <message>
        <source>It serves all collections.</source>
        <translation>对所有资料库都有效。</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Passages prepared</source>
        <translation>已处理的片段</translation>
    </message>
    <message>
        <source>Preparing the search model for “{name}”</source>
        <translation>正在为“{name}”准备检索模型</translation>
    </message>
    <message>
        <source>Read again what was found: {model}</source>
        <translation>再读一遍找到的片段：{model}</translation>
    </message>
    <message>
        <source>Stop the change</source>
        <translation>停止更换</translation>
    </message>
    <message>
        <source>The usual model</source>
        <translation>默认模型</translation>
    </message>
    <message>
        <source>They come in a better order, and each answer some seconds later.</source>
        <translation>排序会更准，每个回答要多等几秒。</translation>
    </message>
    <message>
        <source>Until then the model that there is goes on searching.</source>
        <translation>在此之前，仍由现有模型进行搜索。</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>“{name}”: {done} of {total} passages prepared for the new model</source>
        <translation>“{name}”：已为新模型处理 {done} / {total} 个片段</translation>
    </message>
</context>
<context>
    <name>SearchModels</name>
    <message>
        <source>Chosen for each collection on the Documents page</source>
        <translation>在“文档”页为每个资料库选择</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Models for search</source>
        <translation>检索模型</translation>
    </message>
    <message>
        <source>More about {model}</source>
        <translation>{model} 的更多操作</translation>
    </message>
    <message>
        <source>No collection is searched with it.</source>
        <translation>没有资料库用它检索。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Searches {collections}.</source>
        <translation>用于检索：{collections}。</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>0 always takes the likeliest word; higher values vary more.</source>
        <translation>0 表示总取最可能的词；数值越大，变化越多。</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 位</translation>
    </message>
    <message>
        <source>A small line under each answer.</source>
        <translation>显示在每个回答下方的一行小字。</translation>
    </message>
    <message>
        <source>A way to compute that needs less memory and is mostly quicker.</source>
        <translation>一种需要内存更少、通常也更快的计算方式。</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Answer typeface</source>
        <translation>回答字体</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Applies to the whole window, from 100 to 200 %.</source>
        <translation>作用于整个窗口，从 100 % 到 200 %。</translation>
    </message>
    <message>
        <source>As measured</source>
        <translation>按实测</translation>
    </message>
    <message>
        <source>As much of the model as fits goes there, tried before it is used.</source>
        <translation>模型能放下多少就放多少，使用前会先试用。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>At this length the thought is ended and the answer begins.</source>
        <translation>达到此长度后结束思考并开始回答。</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Can be changed for each deck.</source>
        <translation>每个演示文稿都可单独更改。</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Darker outlines and quiet text.</source>
        <translation>加深边框和次要文字。</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Download models from</source>
        <translation>模型下载来源</translation>
    </message>
    <message>
        <source>Each connection, with whom and what for. What was said is not kept here.</source>
        <translation>每次连接的对象和用途。这里不保存说了什么。</translation>
    </message>
    <message>
        <source>Evening</source>
        <translation>暮色</translation>
    </message>
    <message>
        <source>Examples of thinking</source>
        <translation>思考示例</translation>
    </message>
    <message>
        <source>Flash attention</source>
        <translation>快速注意力</translation>
    </message>
    <message>
        <source>Follows your system unless you choose.</source>
        <translation>默认跟随系统，除非你另作选择。</translation>
    </message>
    <message>
        <source>For example: answer briefly.</source>
        <translation>例如：简短回答。</translation>
    </message>
    <message>
        <source>For new chats. Each chat has its own switch. Auto decides by the question.</source>
        <translation>用于新对话。每个对话有自己的开关。“自动”会根据问题决定。</translation>
    </message>
    <message>
        <source>Given to the model before every conversation.</source>
        <translation>在每次对话之前交给模型。</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>Harbour</source>
        <translation>港湾</translation>
    </message>
    <message>
        <source>How exactly the model keeps what it has read. 8 bits need half the room.</source>
        <translation>模型保存已读内容的精细程度。8 位只需一半空间。</translation>
    </message>
    <message>
        <source>How many tokens are read in one go. Automatic takes what was measured to be quickest.</source>
        <translation>一次读取多少词元。自动时采用实测最快的值。</translation>
    </message>
    <message>
        <source>In tokens of about three quarters of a word: what the model reads at once.</source>
        <translation>模型一次能读多少，以词元计；一个词元约为四分之三个英文单词。</translation>
    </message>
    <message>
        <source>In use now</source>
        <translation>当前使用</translation>
    </message>
    <message>
        <source>Increase contrast</source>
        <translation>增强对比度</translation>
    </message>
    <message>
        <source>Known once the model is loaded.</source>
        <translation>模型加载后即可得知。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Lectern uses the network only for what you start: a download, a model of a server that you added, or a search index that you keep elsewhere.</source>
        <translation>Lectern 只为你启动的事情联网：下载、你添加的服务器上的模型，或你存放在别处的搜索索引。</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>账簿</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Longest thought</source>
        <translation>最长思考</translation>
    </message>
    <message>
        <source>Memory of the conversation</source>
        <translation>对话记忆</translation>
    </message>
    <message>
        <source>Menus and messages, from the next start. Answers follow the language of your question.</source>
        <translation>菜单和消息的语言，下次启动时生效。回答使用你提问的语言。</translation>
    </message>
    <message>
        <source>No sliding or fading. Follows your system.</source>
        <translation>不使用滑动和淡入淡出。跟随系统。</translation>
    </message>
    <message>
        <source>Nothing leaves this computer by itself</source>
        <translation>没有任何内容会自行离开本机</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>One try</source>
        <translation>一次</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>性能</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Processor only</source>
        <translation>仅用处理器</translation>
    </message>
    <message>
        <source>Processor threads that the model may use. Automatic measures once for each model.</source>
        <translation>模型可以使用的处理器线程。自动时会为每个模型测量一次。</translation>
    </message>
    <message>
        <source>Read scans and pictures</source>
        <translation>读取扫描件和图片</translation>
    </message>
    <message>
        <source>Reading step</source>
        <translation>单次读取量</translation>
    </message>
    <message>
        <source>Recognises Chinese and English print on this computer, at some seconds a page.</source>
        <translation>在这台电脑上识别中文和英文印刷文字，每页需要几秒钟。</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>减少动态效果</translation>
    </message>
    <message>
        <source>Removed documents and chats leave Lectern's files too, with all that was made of them.</source>
        <translation>移除的文档和对话也会从 Lectern 的文件中彻底清除，由它们生成的一切也一并清除。</translation>
    </message>
    <message>
        <source>Sans</source>
        <translation>无衬线</translation>
    </message>
    <message>
        <source>Search vectors</source>
        <translation>搜索向量</translation>
    </message>
    <message>
        <source>Serif</source>
        <translation>衬线</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Show tokens per second</source>
        <translation>显示每秒词元数</translation>
    </message>
    <message>
        <source>Shown to models that do not think by themselves; of ours, the smallest see the first.</source>
        <translation>在你的问题之前给不会自行思考的模型看。我们的示例中，最小的模型只看第一个。</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>幻灯片</translation>
    </message>
    <message>
        <source>Standing instruction</source>
        <translation>固定指令</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>The address of a mirror, for where the hub itself cannot be reached. Empty: the usual one.</source>
        <translation>在无法访问模型库本身时使用的镜像地址。留空：使用默认地址。</translation>
    </message>
    <message>
        <source>The numbers by which passages are found by their meaning. How exactly they are computed was measured to be quickest on this computer. From the next start.</source>
        <translation>按含义查找片段时所用的数字。默认采用在本机实测最快的计算精度。下次启动时生效。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Theme of new decks</source>
        <translation>新演示文稿的主题</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>回答前先思考</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Thinks a question through several times and gives the answer that most tries came to.</source>
        <translation>把一个问题思考多次，给出多数次得到的回答。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>思考次数</translation>
    </message>
    <message>
        <source>Variety</source>
        <translation>随机性</translation>
    </message>
    <message>
        <source>What left this computer</source>
        <translation>离开本机的内容</translation>
    </message>
    <message>
        <source>What you delete is gone</source>
        <translation>删除即彻底清除</translation>
    </message>
    <message>
        <source>What you read is set in a serif; everything you press is not.</source>
        <translation>阅读的内容使用衬线字体，可点按的内容不使用。</translation>
    </message>
    <message>
        <source>Written into each saved deck as its author.</source>
        <translation>作为作者写入每个保存的演示文稿。</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>你的数据</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>你的姓名</translation>
    </message>
    <message>
        <source>{n} tokens</source>
        <translation>{n} 词元</translation>
    </message>
    <message>
        <source>{n} tries</source>
        <translation>{n} 次</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>Sharing</name>
    <message>
        <source>Chat copied</source>
        <translation>对话已复制</translation>
    </message>
    <message>
        <source>Save this chat</source>
        <translation>保存此对话</translation>
    </message>
    <message>
        <source>Saved as {file}</source>
        <translation>已保存为 {file}</translation>
    </message>
</context>
<context>
    <name>Showing</name>
    <message>
        <source>Where is {file}?</source>
        <translation>{file} 在哪里？</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Add a slide</source>
        <translation>添加幻灯片</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Your own words</source>
        <translation>你自己的文字</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另外 {count} 个</translation>
    </message>
    <message>
        <source>{count} slides</source>
        <translation>{count} 张幻灯片</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Hide sidebar</source>
        <translation>隐藏侧边栏</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>幻灯片</translation>
    </message>
</context>
<context>
    <name>SlidesPage</name>
    <message>
        <source>Automatic layout</source>
        <translation>自动版式</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>排版合适</translation>
    </message>
    <message>
        <source>Needs a look</source>
        <translation>需要留意</translation>
    </message>
    <message>
        <source>New deck</source>
        <translation>新演示文稿</translation>
    </message>
    <message>
        <source>Next slide</source>
        <translation>下一张幻灯片</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>放映</translation>
    </message>
    <message>
        <source>Previous slide</source>
        <translation>上一张幻灯片</translation>
    </message>
    <message>
        <source>Save .pptx</source>
        <translation>保存 .pptx</translation>
    </message>
    <message>
        <source>Slide settings</source>
        <translation>幻灯片设置</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>幻灯片</translation>
    </message>
    <message>
        <source>Template: {name}</source>
        <translation>模板：{name}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} / {count}</translation>
    </message>
</context>
<context>
    <name>SlidesStart</name>
    <message>
        <source>Every claim keeps its source.</source>
        <translation>每个论点都保留来源。</translation>
    </message>
    <message>
        <source>For example: plan for the spring conference</source>
        <translation>例如：春季会议计划</translation>
    </message>
    <message>
        <source>From a topic</source>
        <translation>从主题开始</translation>
    </message>
    <message>
        <source>From an outline</source>
        <translation>从大纲开始</translation>
    </message>
    <message>
        <source>From documents</source>
        <translation>从文档开始</translation>
    </message>
    <message>
        <source>From pages to slides.</source>
        <translation>从页面到幻灯片。</translation>
    </message>
    <message>
        <source>From this chat</source>
        <translation>从此对话开始</translation>
    </message>
    <message>
        <source>Make an outline</source>
        <translation>生成大纲</translation>
    </message>
    <message>
        <source>Making the outline</source>
        <translation>正在生成大纲</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The open chat holds no answer yet.</source>
        <translation>当前对话中还没有回答。</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>a Markdown file, taken word for word</source>
        <translation>Markdown 文件，逐字采用</translation>
    </message>
    <message>
        <source>headings become slides, sentences keep their page</source>
        <translation>标题变成幻灯片，句子保留页码</translation>
    </message>
    <message>
        <source>questions and answers, with their sources</source>
        <translation>问题与回答，连同来源</translation>
    </message>
</context>
<context>
    <name>SourceCard</name>
    <message>
        <source>File moved</source>
        <translation>文件已移动</translation>
    </message>
    <message>
        <source>Open source</source>
        <translation>打开来源</translation>
    </message>
    <message>
        <source>Open source {n}</source>
        <translation>打开来源 {n}</translation>
    </message>
    <message>
        <source>Why this passage?</source>
        <translation>为什么是这个片段？</translation>
    </message>
    <message>
        <source>file moved</source>
        <translation>文件已移动</translation>
    </message>
</context>
<context>
    <name>SourcePane</name>
    <message>
        <source>Locate</source>
        <translation>重新定位</translation>
    </message>
    <message>
        <source>Shown as text: the page itself cannot be marked.</source>
        <translation>以文本显示：无法在页面上直接标出。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>This file has moved</source>
        <translation>此文件已移动</translation>
    </message>
    <message>
        <source>This text is no longer in the library</source>
        <translation>此文本已不在资料库中</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} / {pages}</translation>
    </message>
</context>
<context>
    <name>Sources</name>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
</context>
<context>
    <name>Spinner</name>
    <message>
        <source>{words}, {seconds} s</source>
        <translation>{words}，{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>TableView</name>
    <message>
        <source>and 1 more row</source>
        <translation>另有 1 行</translation>
    </message>
    <message>
        <source>and {count} more rows</source>
        <translation>另有 {count} 行</translation>
    </message>
</context>
<context>
    <name>ThemeTile</name>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
</context>
<context>
    <name>ThoughtBlock</name>
    <message>
        <source>Answer now</source>
        <translation>立即回答</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy thought</source>
        <translation>复制思考</translation>
    </message>
    <message>
        <source>No two of {total} tries agreed, so the first answers</source>
        <translation>{total} 次尝试各不相同，采用第一次的回答</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>正在思考</translation>
    </message>
    <message>
        <source>Thought for {seconds} s</source>
        <translation>思考了 {seconds} 秒</translation>
    </message>
    <message>
        <source>{count} of {total} said {answer}</source>
        <translation>{total} 次中有 {count} 次得出 {answer}</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>Pictures: {names}</source>
        <translation>图片：{names}</translation>
    </message>
    <message>
        <source>Slides of the deck</source>
        <translation>演示文稿的幻灯片</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close notice</source>
        <translation>关闭通知</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation>对话内容</translation>
    </message>
    <message>
        <source>Jump to latest</source>
        <translation>跳到最新</translation>
    </message>
    <message>
        <source>Show earlier messages</source>
        <translation>显示更早的消息</translation>
    </message>
</context>
<context>
    <name>Undo</name>
    <message>
        <source>The earlier answer is kept</source>
        <translation>之前的回答已保留</translation>
    </message>
</context>
<context>
    <name>WatchedFolders</name>
    <message>
        <source>Changes are taken in within seconds.</source>
        <translation>更改会在几秒内收录。</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>停止监视</translation>
    </message>
    <message>
        <source>This folder is not there now. Its files are kept, and it comes back by itself.</source>
        <translation>这个文件夹现在不在。其中的文件已保留，它回来后会自动恢复。</translation>
    </message>
    <message>
        <source>Watched folders</source>
        <translation>监视的文件夹</translation>
    </message>
</context>
<context>
    <name>WhyPassage</name>
    <message>
        <source>All together</source>
        <translation>综合得分</translation>
    </message>
    <message>
        <source>By its file's name and title</source>
        <translation>按文件的名称和标题</translation>
    </message>
    <message>
        <source>By its meaning</source>
        <translation>按含义</translation>
    </message>
    <message>
        <source>By its words</source>
        <translation>按词语</translation>
    </message>
    <message>
        <source>Chance of an answer here</source>
        <translation>这里有答案的可能性</translation>
    </message>
    <message>
        <source>It is not among the first {n} passages that a search for the question alone finds.</source>
        <translation>仅用这个问题检索时，它不在前 {n} 个片段之中。</translation>
    </message>
    <message>
        <source>Place among all passages</source>
        <translation>在所有片段中的名次</translation>
    </message>
    <message>
        <source>Scores compare the passages with one another: 1 is the best that was found, however near.</source>
        <translation>得分只在片段之间比较：1 表示找到的最好的一个，不论它离问题有多近。</translation>
    </message>
    <message>
        <source>Searched for once more just now, so it may differ a little.</source>
        <translation>以上是刚刚重新检索的结果，可能略有出入。</translation>
    </message>
    <message>
        <source>Why this passage?</source>
        <translation>为什么是这个片段？</translation>
    </message>
    <message>
        <source>file: {score}</source>
        <translation>文件：{score}</translation>
    </message>
    <message>
        <source>meaning: {score}, place {rank}</source>
        <translation>含义：{score}，第 {rank} 位</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>not found by meaning</source>
        <translation>按含义未找到</translation>
    </message>
    <message>
        <source>not found by words</source>
        <translation>按词语未找到</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>words: {score}, place {rank}</source>
        <translation>词语：{score}，第 {rank} 位</translation>
    </message>
    <message>
        <source>{score}, place {rank}</source>
        <translation>{score}，第 {rank} 位</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Width of the sidebar</source>
        <translation>侧边栏的宽度</translation>
    </message>
</context>
<context>
    <name>_Delegate</name>
    <message>
        <source>Title of the chat</source>
        <translation>对话标题</translation>
    </message>
</context>
<context>
    <name>_RowPainter</name>
    <message>
        <source>Point</source>
        <translation>要点</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Untitled slide</source>
        <translation>无标题幻灯片</translation>
    </message>
    <message>
        <source>Write a point</source>
        <translation>写一个要点</translation>
    </message>
</context>
<context>
    <name>catalogue</name>
    <message>
        <source>A dependable small writer for laptops with 8 GB.</source>
        <translation>可靠的小型写作模型，适合 8 GB 内存的笔记本电脑。</translation>
    </message>
    <message>
        <source>A well-tried all-rounder for 16 GB.</source>
        <translation>久经考验的全能模型，适合 16 GB 内存。</translation>
    </message>
    <message>
        <source>Careful with facts and reasoning in English.</source>
        <translation>英语中对事实与推理很谨慎。</translation>
    </message>
    <message>
        <source>European languages, clear and to the point.</source>
        <translation>擅长欧洲语言，清晰简练。</translation>
    </message>
    <message>
        <source>For long documents on machines with 32 GB.</source>
        <translation>适合 32 GB 内存的电脑处理长文档。</translation>
    </message>
    <message>
        <source>For machines with 24 GB, or a graphics card with 12.</source>
        <translation>适合 24 GB 内存，或 12 GB 显存的显卡。</translation>
    </message>
    <message>
        <source>For problems in mathematics and logic; slow without a graphics card.</source>
        <translation>用于数学和逻辑问题；没有显卡时较慢。</translation>
    </message>
    <message>
        <source>Good with numbers and instructions for its size.</source>
        <translation>以其大小而言，擅长数字和指令。</translation>
    </message>
    <message>
        <source>Newer than Qwen3 and sparing with memory on long texts.</source>
        <translation>比 Qwen3 更新，处理长文本时节省内存。</translation>
    </message>
    <message>
        <source>Quick for what it knows; many languages.</source>
        <translation>知识多而速度快，支持多种语言。</translation>
    </message>
    <message>
        <source>Quick short answers and rewriting on any machine.</source>
        <translation>在任何电脑上都能快速作简短回答和改写。</translation>
    </message>
    <message>
        <source>Search by meaning in many languages, with long passages.</source>
        <translation>多语言语义检索，支持长片段。</translation>
    </message>
    <message>
        <source>Search by meaning in some hundred languages.</source>
        <translation>约一百种语言的语义检索。</translation>
    </message>
    <message>
        <source>Small and open from the data on; thinks when asked.</source>
        <translation>小巧，从数据起全部开放；需要时会思考。</translation>
    </message>
    <message>
        <source>Strong answers with thinking on 16 GB.</source>
        <translation>16 GB 内存上能思考，回答出色。</translation>
    </message>
    <message>
        <source>The best writer of this list in many languages.</source>
        <translation>本列表中多语言写作最佳。</translation>
    </message>
    <message>
        <source>The largest here; for 32 GB and patience, or a graphics card with 24.</source>
        <translation>此处最大；需要 32 GB 内存和耐心，或 24 GB 显存。</translation>
    </message>
    <message>
        <source>The smallest that thinks; for old and small machines.</source>
        <translation>会思考的最小模型，适合老旧和小型电脑。</translation>
    </message>
    <message>
        <source>The strongest below 10 GB of memory.</source>
        <translation>10 GB 内存以下最强。</translation>
    </message>
    <message>
        <source>Thinks at three efforts, and is quick for its size.</source>
        <translation>有三档思考强度，以其大小而言速度快。</translation>
    </message>
    <message>
        <source>Thinks long and hard before every answer.</source>
        <translation>每次回答前都会深入思考。</translation>
    </message>
    <message>
        <source>Thinks, cites and writes slides on 8 GB.</source>
        <translation>8 GB 内存上可思考、引用和制作幻灯片。</translation>
    </message>
    <message>
        <source>Writes and translates well in many languages.</source>
        <translation>擅长多语言写作和翻译。</translation>
    </message>
    <message>
        <source>Writes well in many languages for its size.</source>
        <translation>以其大小而言，多语言写作出色。</translation>
    </message>
</context>
<context>
    <name>checks</name>
    <message>
        <source>A point has {words} words.</source>
        <translation>有一个要点含 {words} 个词。</translation>
    </message>
    <message>
        <source>A prompt is not filled in.</source>
        <translation>有一处提示尚未填写。</translation>
    </message>
    <message>
        <source>Every number stands in its source.</source>
        <translation>每个数字都见于来源。</translation>
    </message>
    <message>
        <source>Every slide has a title of its own.</source>
        <translation>每张幻灯片都有自己的标题。</translation>
    </message>
    <message>
        <source>Every slide has speaker notes.</source>
        <translation>每张幻灯片都有演讲者备注。</translation>
    </message>
    <message>
        <source>Every table has its header and fits.</source>
        <translation>每个表格都有表头且大小合适。</translation>
    </message>
    <message>
        <source>No slide is crowded.</source>
        <translation>没有过于拥挤的幻灯片。</translation>
    </message>
    <message>
        <source>No text runs over.</source>
        <translation>没有文字溢出。</translation>
    </message>
    <message>
        <source>Nothing is left over from drafts.</source>
        <translation>没有草稿残留。</translation>
    </message>
    <message>
        <source>Slide {other} has the same title.</source>
        <translation>幻灯片 {other} 的标题相同。</translation>
    </message>
    <message>
        <source>Text is set at {size} pt.</source>
        <translation>文字字号为 {size} 磅。</translation>
    </message>
    <message>
        <source>The contrast is only {ratio} : 1.</source>
        <translation>对比度只有 {ratio} : 1。</translation>
    </message>
    <message>
        <source>The deck has {count} slides, as asked.</source>
        <translation>演示文稿有 {count} 张幻灯片，符合要求。</translation>
    </message>
    <message>
        <source>The deck has {count} slides; {wanted} were asked for.</source>
        <translation>演示文稿有 {count} 张幻灯片，要求的是 {wanted} 张。</translation>
    </message>
    <message>
        <source>The language of the text is marked.</source>
        <translation>已标注文字的语言。</translation>
    </message>
    <message>
        <source>The layouts vary.</source>
        <translation>版式有变化。</translation>
    </message>
    <message>
        <source>The lowest contrast is {ratio} : 1.</source>
        <translation>最低对比度为 {ratio} : 1。</translation>
    </message>
    <message>
        <source>The outline is not filled in yet, so the deck has no content.</source>
        <translation>大纲尚未填写，因此演示文稿没有内容。</translation>
    </message>
    <message>
        <source>The slide does not say where it comes from.</source>
        <translation>此幻灯片没有注明来源。</translation>
    </message>
    <message>
        <source>The slide has no speaker notes.</source>
        <translation>此幻灯片没有演讲者备注。</translation>
    </message>
    <message>
        <source>The slide has no title.</source>
        <translation>此幻灯片没有标题。</translation>
    </message>
    <message>
        <source>The slide has {points} points.</source>
        <translation>此幻灯片有 {points} 个要点。</translation>
    </message>
    <message>
        <source>The slide has {words} words.</source>
        <translation>此幻灯片有 {words} 个词。</translation>
    </message>
    <message>
        <source>The smallest text is {size} pt.</source>
        <translation>最小文字为 {size} 磅。</translation>
    </message>
    <message>
        <source>The table has no header.</source>
        <translation>表格没有表头。</translation>
    </message>
    <message>
        <source>The table has {rows} rows and {columns} columns.</source>
        <translation>表格有 {rows} 行 {columns} 列。</translation>
    </message>
    <message>
        <source>The table or chart is not described.</source>
        <translation>表格或图表没有文字说明。</translation>
    </message>
    <message>
        <source>The text is not in the language that is marked, {tag}.</source>
        <translation>文字与标注的语言 {tag} 不符。</translation>
    </message>
    <message>
        <source>The title has {lines} lines.</source>
        <translation>标题有 {lines} 行。</translation>
    </message>
    <message>
        <source>The {part} runs over its box.</source>
        <translation>{part}超出了文本框。</translation>
    </message>
    <message>
        <source>Three slides in a row are laid out alike.</source>
        <translation>连续三张幻灯片版式相同。</translation>
    </message>
    <message>
        <source>{count} of {total} slides show their source.</source>
        <translation>{count} / {total} 张幻灯片注明了来源。</translation>
    </message>
    <message>
        <source>{count} of {total} tables and charts are described.</source>
        <translation>表格和图表中有 {count} / {total} 个带文字说明。</translation>
    </message>
    <message>
        <source>{number} does not stand in the source.</source>
        <translation>来源中没有 {number}。</translation>
    </message>
    <message>
        <source>{number} in the title does not stand in the source.</source>
        <translation>标题中的 {number} 不在来源中。</translation>
    </message>
    <message>
        <source>“{text}” is left over.</source>
        <translation>残留了“{text}”。</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>Add PDF, Word, PowerPoint, Excel, HTML, Markdown, CSV or text files.</source>
        <translation>请添加 PDF、Word、PowerPoint、Excel、HTML、Markdown、CSV 或文本文件。</translation>
    </message>
    <message>
        <source>Add files to it first.</source>
        <translation>请先向其中添加文件。</translation>
    </message>
    <message>
        <source>Add what it points to.</source>
        <translation>请添加它所指向的内容。</translation>
    </message>
    <message>
        <source>Ask again in {seconds} s, or choose another model.</source>
        <translation>请在 {seconds} 秒后再问，或选择其他模型。</translation>
    </message>
    <message>
        <source>Ask again, put the question in other words, or choose another model.</source>
        <translation>请再问一次、换一种问法，或选择其他模型。</translation>
    </message>
    <message>
        <source>Ask in other words, or add the document that holds it.</source>
        <translation>请换种说法提问，或添加包含答案的文档。</translation>
    </message>
    <message>
        <source>Bring it back, or start Lectern anew and add your files and folders again.</source>
        <translation>请将它放回原处，或重新启动 Lectern 并再次添加你的文件和文件夹。</translation>
    </message>
    <message>
        <source>Bring its file or its server back, or choose another on the Models page or with --model.</source>
        <translation>请恢复它的文件或服务器，或在“模型”页面或用 --model 选择其他模型。</translation>
    </message>
    <message>
        <source>Check that the server runs and that its address is right, or choose a model on this computer.</source>
        <translation>请确认服务器正在运行且地址正确，或选择本机上的模型。</translation>
    </message>
    <message>
        <source>Check that you may read it.</source>
        <translation>请检查你是否有权读取它。</translation>
    </message>
    <message>
        <source>Check the address. A certificate of your own must be known to this computer's system.</source>
        <translation>请检查地址。自签证书须先被本机系统信任。</translation>
    </message>
    <message>
        <source>Check the address; it usually ends with /v1.</source>
        <translation>请检查地址；它通常以 /v1 结尾。</translation>
    </message>
    <message>
        <source>Check the name, or pick the file again.</source>
        <translation>请检查名称，或重新选取文件。</translation>
    </message>
    <message>
        <source>Check the names of its repository and file, or choose another model.</source>
        <translation>请检查仓库和文件的名称，或选择其他模型。</translation>
    </message>
    <message>
        <source>Choose a .pptx or .potx file that opens in PowerPoint.</source>
        <translation>请选择能在 PowerPoint 中打开的 .pptx 或 .potx 文件。</translation>
    </message>
    <message>
        <source>Choose a LoRA adapter in the GGUF format.</source>
        <translation>请选择一个 GGUF 格式的 LoRA 适配器。</translation>
    </message>
    <message>
        <source>Choose a document.</source>
        <translation>请选择一个文档。</translation>
    </message>
    <message>
        <source>Choose a file with something in it.</source>
        <translation>请选择有内容的文件。</translation>
    </message>
    <message>
        <source>Choose a shorter context, the processor instead of the graphics card, or a smaller model.</source>
        <translation>请选择较短的上下文、改用处理器而不用显卡，或选择较小的模型。</translation>
    </message>
    <message>
        <source>Choose a small model of the same family, or none.</source>
        <translation>请选用同一系列的小模型，或不使用。</translation>
    </message>
    <message>
        <source>Choose a smaller model or a shorter context.</source>
        <translation>请选择较小的模型或较短的上下文。</translation>
    </message>
    <message>
        <source>Choose another folder or name.</source>
        <translation>请选择其他文件夹或名称。</translation>
    </message>
    <message>
        <source>Choose another model, or a shorter context in Settings.</source>
        <translation>请选择其他模型，或在设置中选择较短的上下文。</translation>
    </message>
    <message>
        <source>Choose another model, or download this one again from another source.</source>
        <translation>请选择其他模型，或从其他来源重新下载此模型。</translation>
    </message>
    <message>
        <source>Choose one of its models on the Models page; lectern endpoints test {endpoint} lists them.</source>
        <translation>请在“模型”页选择它的一个模型；lectern endpoints test {endpoint} 会列出它们。</translation>
    </message>
    <message>
        <source>Choose other files, kinds or dates, or search all files.</source>
        <translation>请选择其他文件、类型或日期，或搜索全部文件。</translation>
    </message>
    <message>
        <source>Close its window, or wait until it has finished, and try again.</source>
        <translation>请关闭它的窗口，或等它完成，然后重试。</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model or a shorter context.</source>
        <translation>请关闭其他程序，或选择较小的模型或较短的上下文。</translation>
    </message>
    <message>
        <source>Copy the key alone, without what stands around it, and enter it again.</source>
        <translation>请只复制密钥本身，不要带上前后的文字，然后重新输入。</translation>
    </message>
    <message>
        <source>Download it again from where the model comes from.</source>
        <translation>请从该模型的来源重新下载。</translation>
    </message>
    <message>
        <source>Download it again, or choose another .gguf file.</source>
        <translation>请重新下载，或选择其他 .gguf 文件。</translation>
    </message>
    <message>
        <source>Download it again, or from another source.</source>
        <translation>请重新下载，或换一个来源下载。</translation>
    </message>
    <message>
        <source>Enter its key again on the Models page, or with lectern endpoints key {endpoint}.</source>
        <translation>请在“模型”页重新输入密钥，或使用 lectern endpoints key {endpoint}。</translation>
    </message>
    <message>
        <source>Enter one on the Models page, or with lectern endpoints key {endpoint}.</source>
        <translation>请在“模型”页面输入密钥，或使用 lectern endpoints key {endpoint}。</translation>
    </message>
    <message>
        <source>Free some space and try again. Nothing that was saved is lost.</source>
        <translation>请腾出一些空间后重试。已保存的内容没有丢失。</translation>
    </message>
    <message>
        <source>Free some space, or choose a smaller model.</source>
        <translation>请腾出一些空间，或选择较小的模型。</translation>
    </message>
    <message>
        <source>Give a topic, an outline or documents.</source>
        <translation>请提供主题、大纲或文档。</translation>
    </message>
    <message>
        <source>If its own program shows words in it, save it there as PDF and add that.</source>
        <translation>如果它自己的程序里能看到文字，请在那里另存为 PDF，再添加这个 PDF。</translation>
    </message>
    <message>
        <source>If there are some, scan it again at 300 dpi, straight and in focus.</source>
        <translation>如果上面确有文字，请以 300 dpi 重新扫描，放正并对好焦。</translation>
    </message>
    <message>
        <source>If you trust that address, enter it for this server.</source>
        <translation>如果你信任那个地址，请将它设为此服务器的地址。</translation>
    </message>
    <message>
        <source>It may be loading a model. Ask again, or choose another.</source>
        <translation>它可能正在载入模型。请再问一次，或选择其他模型。</translation>
    </message>
    <message>
        <source>Make it with lectern index PATH --library {name}.</source>
        <translation>可用 lectern index PATH --library {name} 创建。</translation>
    </message>
    <message>
        <source>No file of “{name}” fits what the search was narrowed to.</source>
        <translation>“{name}”中没有符合搜索范围的文件。</translation>
    </message>
    <message>
        <source>No words were found on the picture “{file}”.</source>
        <translation>在图片“{file}”上没有找到文字。</translation>
    </message>
    <message>
        <source>Nothing is lost. It starts again with the next request.</source>
        <translation>没有任何内容丢失。它会在下一次请求时重新启动。</translation>
    </message>
    <message>
        <source>Only folders can be watched; add a file by itself.</source>
        <translation>只能监视文件夹；文件请单独添加。</translation>
    </message>
    <message>
        <source>Open it in its own program, save it again and retry.</source>
        <translation>请用其所属程序打开，重新保存后再试。</translation>
    </message>
    <message>
        <source>Open it there and save it as {wanted}.</source>
        <translation>请用该程序打开，并另存为 {wanted}。</translation>
    </message>
    <message>
        <source>Reading “{file}” took longer than {seconds} s and was stopped.</source>
        <translation>读取“{file}”超过 {seconds} 秒，已停止。</translation>
    </message>
    <message>
        <source>Save a copy without the password and add that.</source>
        <translation>请另存一份不带密码的副本，然后添加该副本。</translation>
    </message>
    <message>
        <source>Save it again in its own program, then retry it.</source>
        <translation>请用其所属程序重新保存，然后重试。</translation>
    </message>
    <message>
        <source>Save it as PDF, Word, PowerPoint, Excel, HTML, Markdown or text.</source>
        <translation>请将其另存为 PDF、Word、PowerPoint、Excel、HTML、Markdown 或文本。</translation>
    </message>
    <message>
        <source>Search by meaning is being rebuilt ({reason}).</source>
        <translation>正在重建语义检索（{reason}）。</translation>
    </message>
    <message>
        <source>Search by words works meanwhile.</source>
        <translation>在此期间，按词语检索仍可使用。</translation>
    </message>
    <message>
        <source>See lectern --help.</source>
        <translation>参见 lectern --help。</translation>
    </message>
    <message>
        <source>See lectern endpoints, or add it there or on the Models page.</source>
        <translation>请查看 lectern endpoints，或在那里或“模型”页添加它。</translation>
    </message>
    <message>
        <source>See lectern models, or give the path of a .gguf file.</source>
        <translation>参见 lectern models，或给出 .gguf 文件的路径。</translation>
    </message>
    <message>
        <source>Shorten the question, or choose a longer context in Settings.</source>
        <translation>请缩短问题，或在设置中选择更长的上下文。</translation>
    </message>
    <message>
        <source>Something went wrong in Lectern: {what}.</source>
        <translation>Lectern 出了问题：{what}。</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>出了问题。</translation>
    </message>
    <message>
        <source>Split it into smaller files.</source>
        <translation>请拆分成较小的文件。</translation>
    </message>
    <message>
        <source>Split the file, or save it again in its own program.</source>
        <translation>请拆分该文件，或用其所属程序重新保存。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Switch it off, or use the model that it was made for.</source>
        <translation>请关闭它，或使用它所适配的模型。</translation>
    </message>
    <message>
        <source>The adapter “{name}” does not fit {model} ({reason}).</source>
        <translation>适配器“{name}”不适用于 {model}（{reason}）。</translation>
    </message>
    <message>
        <source>The chat template in the model's file cannot be used: {reason}.</source>
        <translation>无法使用模型文件中的对话模板：{reason}。</translation>
    </message>
    <message>
        <source>The connection to “{endpoint}” was lost in the middle of the answer.</source>
        <translation>回答中途与“{endpoint}”的连接断开了。</translation>
    </message>
    <message>
        <source>The disk is full, so {what} could not be saved.</source>
        <translation>磁盘已满，无法保存{what}。</translation>
    </message>
    <message>
        <source>The documents do not hold the answer.</source>
        <translation>文档中没有答案。</translation>
    </message>
    <message>
        <source>The file of {what} was damaged. The damaged file is kept as “{file}”.</source>
        <translation>{what}的文件已损坏。损坏的文件保留为“{file}”。</translation>
    </message>
    <message>
        <source>The file of {what} was moved or deleted while Lectern had it open.</source>
        <translation>在 Lectern 使用期间，{what}的文件被移动或删除。</translation>
    </message>
    <message>
        <source>The file of {what} was written by a newer Lectern.</source>
        <translation>{what}的文件由更新版本的 Lectern 写入。</translation>
    </message>
    <message>
        <source>The key for “{endpoint}” was not sent, because anybody on the way to {host} could read it.</source>
        <translation>未发送“{endpoint}”的密钥，因为通往 {host} 途中的任何人都能读到它。</translation>
    </message>
    <message>
        <source>The key for “{endpoint}” was not used, because it holds characters that no key has.</source>
        <translation>未使用“{endpoint}”的密钥，因为其中含有密钥不会有的字符。</translation>
    </message>
    <message>
        <source>The libraries in “{folder}” are in use by another Lectern.</source>
        <translation>“{folder}”中的资料库正被另一个 Lectern 使用。</translation>
    </message>
    <message>
        <source>The library “{name}” holds no documents yet.</source>
        <translation>资料库“{name}”中还没有文档。</translation>
    </message>
    <message>
        <source>The {name} did not answer for {seconds} s and was stopped.</source>
        <translation>{name}在 {seconds} 秒内没有响应，已被停止。</translation>
    </message>
    <message>
        <source>The {name} ran out of memory.</source>
        <translation>{name}内存不足。</translation>
    </message>
    <message>
        <source>The {name} stopped ({cause}).</source>
        <translation>{name}已停止（{cause}）。</translation>
    </message>
    <message>
        <source>The {name} stopped again ({cause}).</source>
        <translation>{name}再次停止（{cause}）。</translation>
    </message>
    <message>
        <source>Themes are: {known}.</source>
        <translation>可用的主题：{known}。</translation>
    </message>
    <message>
        <source>There is no adapter named “{name}”.</source>
        <translation>没有名为“{name}”的适配器。</translation>
    </message>
    <message>
        <source>There is no display here, so the window cannot open.</source>
        <translation>这里没有显示器，无法打开窗口。</translation>
    </message>
    <message>
        <source>There is no file or folder “{file}”.</source>
        <translation>没有名为“{file}”的文件或文件夹。</translation>
    </message>
    <message>
        <source>There is no library named “{name}”.</source>
        <translation>没有名为“{name}”的资料库。</translation>
    </message>
    <message>
        <source>There is no model named “{name}”.</source>
        <translation>没有名为“{name}”的模型。</translation>
    </message>
    <message>
        <source>There is no server named “{name}”.</source>
        <translation>没有名为“{name}”的服务器。</translation>
    </message>
    <message>
        <source>There is no theme named “{name}”.</source>
        <translation>没有名为“{name}”的主题。</translation>
    </message>
    <message>
        <source>There is nothing to make slides from.</source>
        <translation>没有可用来制作幻灯片的内容。</translation>
    </message>
    <message>
        <source>There is nothing to read in “{file}”.</source>
        <translation>“{file}”中没有可读取的内容。</translation>
    </message>
    <message>
        <source>This cannot be used: {what}.</source>
        <translation>无法使用：{what}。</translation>
    </message>
    <message>
        <source>This is longer than the model can read at once ({needed} of {limit} tokens).</source>
        <translation>内容超过了模型一次能读取的长度（需要 {needed} 词元，上限 {limit} 词元）。</translation>
    </message>
    <message>
        <source>Try again, or choose a model on this computer.</source>
        <translation>请重试，或选择本机上的模型。</translation>
    </message>
    <message>
        <source>Try again. If it stays, lectern doctor tells more.</source>
        <translation>请重试。如果问题依旧，运行 lectern doctor 可了解更多。</translation>
    </message>
    <message>
        <source>Try again. If it stays, the server's own log tells more.</source>
        <translation>请重试。如果仍然如此，服务器自己的日志会说明更多。</translation>
    </message>
    <message>
        <source>Try again: it goes on where it stopped.</source>
        <translation>请重试：会从中断处继续。</translation>
    </message>
    <message>
        <source>Turn on “Read scans and pictures” in the settings.</source>
        <translation>请在设置中打开“读取扫描件和图片”。</translation>
    </message>
    <message>
        <source>Update Lectern to open it.</source>
        <translation>请更新 Lectern 后再打开。</translation>
    </message>
    <message>
        <source>Use a model that does, with its picture part (mmproj) beside it.</source>
        <translation>请使用能看图的模型，并把它的图片部分（mmproj）放在旁边。</translation>
    </message>
    <message>
        <source>Use an address with https, or allow this for the server on the Models page.</source>
        <translation>请使用 https 地址，或在“模型”页为此服务器允许这样做。</translation>
    </message>
    <message>
        <source>Use the commands of lectern --help, or lectern tour DIR for pictures of the window.</source>
        <translation>可使用 lectern --help 列出的命令，或用 lectern tour DIR 生成窗口的图片。</translation>
    </message>
    <message>
        <source>What answers at {host} does not speak OpenAI's protocol ({reason}).</source>
        <translation>{host} 上应答的程序不使用 OpenAI 协议（{reason}）。</translation>
    </message>
    <message>
        <source>What came is kept. Ask again.</source>
        <translation>已收到的内容已保留。请再问一次。</translation>
    </message>
    <message>
        <source>{model} does not see pictures.</source>
        <translation>{model} 看不见图片。</translation>
    </message>
    <message>
        <source>{model} ended its answer without a word.</source>
        <translation>{model} 一个字也没写就结束了回答。</translation>
    </message>
    <message>
        <source>“{endpoint}” cannot be reached at {host} ({reason}).</source>
        <translation>无法在 {host} 连接“{endpoint}”（{reason}）。</translation>
    </message>
    <message>
        <source>“{endpoint}” could not answer: {reason}.</source>
        <translation>“{endpoint}”无法回答：{reason}。</translation>
    </message>
    <message>
        <source>“{endpoint}” does not accept the key ({status}).</source>
        <translation>“{endpoint}”不接受该密钥（{status}）。</translation>
    </message>
    <message>
        <source>“{endpoint}” failed: {reason}.</source>
        <translation>“{endpoint}”出错：{reason}。</translation>
    </message>
    <message>
        <source>“{endpoint}” has no model named “{model}”.</source>
        <translation>“{endpoint}”没有名为“{model}”的模型。</translation>
    </message>
    <message>
        <source>“{endpoint}” is busy ({status}) and asks to wait.</source>
        <translation>“{endpoint}”正忙（{status}），要求等待。</translation>
    </message>
    <message>
        <source>“{endpoint}” said nothing for {seconds} s.</source>
        <translation>“{endpoint}”在 {seconds} 秒内没有任何回应。</translation>
    </message>
    <message>
        <source>“{endpoint}” sends its visitors on to {host}, where nothing was sent.</source>
        <translation>“{endpoint}”要把访问者转到 {host}，那里未发送任何内容。</translation>
    </message>
    <message>
        <source>“{endpoint}” wants a key ({status}), and none is kept for it.</source>
        <translation>“{endpoint}”需要密钥（{status}），但没有保存它的密钥。</translation>
    </message>
    <message>
        <source>“{endpoint}” was not asked, because {host} cannot prove who it is ({reason}).</source>
        <translation>未向“{endpoint}”提问，因为 {host} 无法证明自己的身份（{reason}）。</translation>
    </message>
    <message>
        <source>“{file}” arrived damaged and was deleted ({reason}).</source>
        <translation>“{file}”下载后已损坏，已被删除（{reason}）。</translation>
    </message>
    <message>
        <source>“{file}” cannot be opened ({reason}).</source>
        <translation>无法打开“{file}”（{reason}）。</translation>
    </message>
    <message>
        <source>“{file}” cannot be written ({reason}).</source>
        <translation>无法写入“{file}”（{reason}）。</translation>
    </message>
    <message>
        <source>“{file}” cannot serve as a template ({reason}).</source>
        <translation>“{file}”不能用作模板（{reason}）。</translation>
    </message>
    <message>
        <source>“{file}” could not be downloaded: {reason}.</source>
        <translation>“{file}”无法下载：{reason}。</translation>
    </message>
    <message>
        <source>“{file}” holds no text to read.</source>
        <translation>“{file}”中没有可读取的文字。</translation>
    </message>
    <message>
        <source>“{file}” is a link, and links in folders are not followed.</source>
        <translation>“{file}”是链接；文件夹中的链接不会被跟随。</translation>
    </message>
    <message>
        <source>“{file}” is a scan, and reading scans is turned off.</source>
        <translation>“{file}”是扫描件，而读取扫描件已关闭。</translation>
    </message>
    <message>
        <source>“{file}” is damaged and cannot be read ({reason}).</source>
        <translation>“{file}”已损坏，无法读取（{reason}）。</translation>
    </message>
    <message>
        <source>“{file}” is empty.</source>
        <translation>“{file}”是空的。</translation>
    </message>
    <message>
        <source>“{file}” is in a format that only its own program reads.</source>
        <translation>“{file}”的格式只有它自己的程序能读取。</translation>
    </message>
    <message>
        <source>“{file}” is not a folder.</source>
        <translation>“{file}”不是文件夹。</translation>
    </message>
    <message>
        <source>“{file}” is not a usable adapter ({reason}).</source>
        <translation>“{file}”不是可用的适配器（{reason}）。</translation>
    </message>
    <message>
        <source>“{file}” is not a usable model file ({reason}).</source>
        <translation>“{file}”不是可用的模型文件（{reason}）。</translation>
    </message>
    <message>
        <source>“{file}” is not an ordinary file or folder.</source>
        <translation>“{file}”不是普通的文件或文件夹。</translation>
    </message>
    <message>
        <source>“{file}” is of a kind that Lectern cannot read.</source>
        <translation>“{file}”的类型 Lectern 无法读取。</translation>
    </message>
    <message>
        <source>“{file}” is protected by a password.</source>
        <translation>“{file}”受密码保护。</translation>
    </message>
    <message>
        <source>“{file}” is too large to read safely ({reason}).</source>
        <translation>“{file}”过大，无法安全读取（{reason}）。</translation>
    </message>
    <message>
        <source>“{file}” needs {needed} on the disk; {free} are free.</source>
        <translation>“{file}”需要 {needed} 磁盘空间；当前可用 {free}。</translation>
    </message>
    <message>
        <source>“{file}” stopped its reader twice and is skipped.</source>
        <translation>“{file}”两次导致读取进程停止，已跳过。</translation>
    </message>
    <message>
        <source>“{file}”, with which {model} would see pictures, cannot be used ({reason}).</source>
        <translation>{model} 用来看图片的“{file}”无法使用（{reason}）。</translation>
    </message>
    <message>
        <source>“{model}” could not be loaded: {reason}.</source>
        <translation>无法加载“{model}”：{reason}。</translation>
    </message>
    <message>
        <source>“{model}”, which was chosen, cannot be used any more, so {other} answers.</source>
        <translation>已选择的“{model}”无法再使用，因此改由 {other} 回答。</translation>
    </message>
    <message>
        <source>“{name}” cannot draft for {model}: {reason}.</source>
        <translation>“{name}”不能为 {model} 预写：{reason}。</translation>
    </message>
    <message>
        <source>“{name}” needs about {needed} of memory; {free} are free.</source>
        <translation>“{name}”约需 {needed} 内存，可用 {free}。</translation>
    </message>
</context>
<context>
    <name>links</name>
    <message>
        <source>Lectern opens only mail addresses and web addresses that begin with https.</source>
        <translation>Lectern 只打开邮件地址和以 https 开头的网址。</translation>
    </message>
    <message>
        <source>Link not opened</source>
        <translation>链接未打开</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>打开链接</translation>
    </message>
    <message>
        <source>Open {host} in your browser?</source>
        <translation>在浏览器中打开 {host}？</translation>
    </message>
    <message>
        <source>Write a mail to {host}?</source>
        <translation>给 {host} 写邮件？</translation>
    </message>
</context>
<context>
    <name>parts</name>
    <message>
        <source>body</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>byline</source>
        <translation>署名</translation>
    </message>
    <message>
        <source>caption</source>
        <translation>图注</translation>
    </message>
    <message>
        <source>chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>column</source>
        <translation>栏目</translation>
    </message>
    <message>
        <source>kicker</source>
        <translation>眉题</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左栏</translation>
    </message>
    <message>
        <source>meaning</source>
        <translation>数值说明</translation>
    </message>
    <message>
        <source>number</source>
        <translation>页码</translation>
    </message>
    <message>
        <source>quote</source>
        <translation>引文</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右栏</translation>
    </message>
    <message>
        <source>source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>subtitle</source>
        <translation>副标题</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>who</source>
        <translation>引文出处</translation>
    </message>
</context>
<context>
    <name>phrases</name>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>progress</name>
    <message>
        <source>Choosing what to show</source>
        <translation>正在挑选要展示的内容</translation>
    </message>
    <message>
        <source>Connecting to {endpoint}</source>
        <translation>正在连接 {endpoint}</translation>
    </message>
    <message>
        <source>Loading {model}</source>
        <translation>正在加载 {model}</translation>
    </message>
    <message>
        <source>Making the file</source>
        <translation>正在生成文件</translation>
    </message>
    <message>
        <source>Measuring what is quickest on this computer</source>
        <translation>正在测量这台电脑上怎样最快</translation>
    </message>
    <message>
        <source>Reading {file}</source>
        <translation>正在读取 {file}</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>Thinking it through, {n} of {total}</source>
        <translation>正在思考，第 {n} 次，共 {total} 次</translation>
    </message>
    <message>
        <source>Trying {model} on the graphics card</source>
        <translation>正在显卡上试用 {model}</translation>
    </message>
    <message>
        <source>Waiting until the answer in another chat is written</source>
        <translation>等另一个对话的回答写完</translation>
    </message>
    <message>
        <source>Wording the slides</source>
        <translation>正在措辞</translation>
    </message>
    <message>
        <source>Writing the slides</source>
        <translation>正在撰写幻灯片</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>A document is read up to {count} million characters.</source>
        <translation>每个文档最多读取 {count} 百万个字符。</translation>
    </message>
    <message>
        <source>A password does not belong in the address; the key has a field of its own.</source>
        <translation>地址中不应包含密码；密钥有自己的输入框。</translation>
    </message>
    <message>
        <source>Add your files and folders again to read them anew.</source>
        <translation>请重新添加你的文件和文件夹以重新读取。</translation>
    </message>
    <message>
        <source>Attached and not read: {names}.</source>
        <translation>附件未读取：{names}。</translation>
    </message>
    <message>
        <source>GGUF version {version} is unknown</source>
        <translation>未知的 GGUF 版本 {version}</translation>
    </message>
    <message>
        <source>In “{file}”: {reason}</source>
        <translation>“{file}”中：{reason}</translation>
    </message>
    <message>
        <source>It holds more folders than this system tells of, so it is looked through every half minute.</source>
        <translation>它包含的文件夹超过系统能通知的数量，因此每半分钟查看一次。</translation>
    </message>
    <message>
        <source>It lies on another computer, so it is looked through every half minute.</source>
        <translation>它在另一台电脑上，因此每半分钟查看一次。</translation>
    </message>
    <message>
        <source>Page {page} could not be read.</source>
        <translation>第 {page} 页无法读取。</translation>
    </message>
    <message>
        <source>Page {page} holds no text, only pictures or nothing.</source>
        <translation>第 {page} 页没有文字，只有图片或为空白。</translation>
    </message>
    <message>
        <source>Page {page} holds pictures without words.</source>
        <translation>第 {page} 页只有图片，没有文字。</translation>
    </message>
    <message>
        <source>Page {page} was not read: a document is read up to {count} scanned pages.</source>
        <translation>第 {page} 页未读取：每个文档最多读取 {count} 页扫描页。</translation>
    </message>
    <message>
        <source>Page {page} was not read: reading scans is turned off.</source>
        <translation>第 {page} 页未读取：读取扫描件已关闭。</translation>
    </message>
    <message>
        <source>Page {page} was read from the picture, by OCR.</source>
        <translation>第 {page} 页由图片识别（OCR）读取。</translation>
    </message>
    <message>
        <source>Pages {pages} could not be read.</source>
        <translation>第 {pages} 页无法读取。</translation>
    </message>
    <message>
        <source>Pages {pages} hold no text, only pictures or nothing.</source>
        <translation>第 {pages} 页没有文字，只有图片或为空白。</translation>
    </message>
    <message>
        <source>Pages {pages} hold pictures without words.</source>
        <translation>第 {pages} 页只有图片，没有文字。</translation>
    </message>
    <message>
        <source>Pages {pages} were not read: a document is read up to {count} scanned pages.</source>
        <translation>第 {pages} 页未读取：每个文档最多读取 {count} 页扫描页。</translation>
    </message>
    <message>
        <source>Pages {pages} were not read: reading scans is turned off.</source>
        <translation>第 {pages} 页未读取：读取扫描件已关闭。</translation>
    </message>
    <message>
        <source>Pages {pages} were read from the picture, by OCR.</source>
        <translation>第 {pages} 页由图片识别（OCR）读取。</translation>
    </message>
    <message>
        <source>Read from the picture, by OCR.</source>
        <translation>由图片识别（OCR）读取。</translation>
    </message>
    <message>
        <source>Sheet “{sheet}” shows formulas in place of results that were never calculated.</source>
        <translation>工作表“{sheet}”中有从未计算过的公式，显示的是公式而不是结果。</translation>
    </message>
    <message>
        <source>Sheet “{sheet}” was read up to row {row}.</source>
        <translation>工作表“{sheet}”读取到第 {row} 行。</translation>
    </message>
    <message>
        <source>Slide {slide} holds no text, only pictures or nothing.</source>
        <translation>第 {slide} 张幻灯片没有文字，只有图片或为空白。</translation>
    </message>
    <message>
        <source>Slides {slides} hold no text, only pictures or nothing.</source>
        <translation>第 {slides} 张幻灯片没有文字，只有图片或为空白。</translation>
    </message>
    <message>
        <source>Start Lectern again: it restores the newest sound backup.</source>
        <translation>请重新启动 Lectern：它会恢复最新的完好备份。</translation>
    </message>
    <message>
        <source>Stopped after page {page} ({label}).</source>
        <translation>读到第 {page} 页（{label}）后停止。</translation>
    </message>
    <message>
        <source>Stopped after page {page} ({label}): reading took longer than {seconds} s.</source>
        <translation>读到第 {page} 页（{label}）后停止：读取超过 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Stopped after page {page} of {pages}.</source>
        <translation>读到第 {page} 页（共 {pages} 页）后停止。</translation>
    </message>
    <message>
        <source>Stopped after page {page} of {pages}: reading took longer than {seconds} s.</source>
        <translation>读到第 {page} 页（共 {pages} 页）后停止：读取超过 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Stopped after page {page}.</source>
        <translation>读到第 {page} 页后停止。</translation>
    </message>
    <message>
        <source>Stopped after page {page}: reading took longer than {seconds} s.</source>
        <translation>读到第 {page} 页后停止：读取超过 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Stopped after section {section} of {sections}: reading took longer than {seconds} s.</source>
        <translation>读到第 {section} 节（共 {sections} 节）后停止：读取超过 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Stopped after section {section}: reading took longer than {seconds} s.</source>
        <translation>读到第 {section} 节后停止：读取超过 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Stopped after {count} characters.</source>
        <translation>读取 {count} 个字符后停止。</translation>
    </message>
    <message>
        <source>Text that is set as hidden was left out.</source>
        <translation>设为隐藏的文字未读取。</translation>
    </message>
    <message>
        <source>The address of a server has no “?” and no “#”.</source>
        <translation>服务器地址中没有“?”和“#”。</translation>
    </message>
    <message>
        <source>The address of the hub, “{address}”, is none. HF_ENDPOINT or Settings name it.</source>
        <translation>“{address}”不是有效的模型库地址。它由 HF_ENDPOINT 或“设置”指定。</translation>
    </message>
    <message>
        <source>The backup of {moment} took its place.</source>
        <translation>已用 {moment} 的备份取代。</translation>
    </message>
    <message>
        <source>The name of a server is up to 40 characters, without “@” and slashes.</source>
        <translation>服务器名称最多 40 个字符，不含“@”和斜杠。</translation>
    </message>
    <message>
        <source>The settings file cannot be read ({reason}), so defaults are used.</source>
        <translation>无法读取设置文件（{reason}），因此使用默认设置。</translation>
    </message>
    <message>
        <source>The settings file was damaged, so defaults are used. The old file is kept as “{file}”.</source>
        <translation>设置文件已损坏，因此使用默认设置。旧文件保留为“{file}”。</translation>
    </message>
    <message>
        <source>There is a server named “{name}” already.</source>
        <translation>已有名为“{name}”的服务器。</translation>
    </message>
    <message>
        <source>There was no backup, so a new one was begun.</source>
        <translation>没有备份，因此新建了一份。</translation>
    </message>
    <message>
        <source>There was no backup; {count} messages were read from the damaged file.</source>
        <translation>没有备份；从损坏的文件中读出了 {count} 条消息。</translation>
    </message>
    <message>
        <source>This is no address of a server: “{address}”.</source>
        <translation>这不是服务器地址：“{address}”。</translation>
    </message>
    <message>
        <source>This system does not tell of its changes, so it is looked through every half minute.</source>
        <translation>系统不会通知它的更改，因此每半分钟查看一次。</translation>
    </message>
    <message>
        <source>What is nested too deeply was left out.</source>
        <translation>嵌套过深的内容已略去。</translation>
    </message>
    <message>
        <source>You can make it again, or begin another one.</source>
        <translation>你可以重新制作，或另做一份。</translation>
    </message>
    <message>
        <source>a file it was reading changed or vanished</source>
        <translation>正在读取的文件被更改或已消失</translation>
    </message>
    <message>
        <source>a grammar could not be read</source>
        <translation>无法读取语法</translation>
    </message>
    <message>
        <source>a grammar could not be read: {said}</source>
        <translation>无法读取语法：{said}</translation>
    </message>
    <message>
        <source>a library is missing</source>
        <translation>缺少一个程序库</translation>
    </message>
    <message>
        <source>a part of it is missing</source>
        <translation>缺少其中一部分</translation>
    </message>
    <message>
        <source>a part of it unpacks to {size} MB</source>
        <translation>其中一部分解压后有 {size} MB</translation>
    </message>
    <message>
        <source>an adapter works with a model on this computer only</source>
        <translation>适配器只能用于本机上的模型</translation>
    </message>
    <message>
        <source>another Lectern downloads it at this moment</source>
        <translation>另一个 Lectern 正在下载它</translation>
    </message>
    <message>
        <source>as ONNX it gives other vectors (cosine {cosine})</source>
        <translation>转成 ONNX 后得出的向量不同（余弦 {cosine}）</translation>
    </message>
    <message>
        <source>connection process</source>
        <translation>连接进程</translation>
    </message>
    <message>
        <source>conversation {id} has no message {index}</source>
        <translation>对话 {id} 中没有消息 {index}</translation>
    </message>
    <message>
        <source>conversation {id} is no longer there</source>
        <translation>对话 {id} 已不存在</translation>
    </message>
    <message>
        <source>disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>download process</source>
        <translation>下载进程</translation>
    </message>
    <message>
        <source>embedding process</source>
        <translation>向量化进程</translation>
    </message>
    <message>
        <source>export process</source>
        <translation>导出进程</translation>
    </message>
    <message>
        <source>file exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>file name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>input/output error</source>
        <translation>输入/输出错误</translation>
    </message>
    <message>
        <source>is a directory</source>
        <translation>它是文件夹</translation>
    </message>
    <message>
        <source>it aborted</source>
        <translation>它异常中止</translation>
    </message>
    <message>
        <source>it answers {status}</source>
        <translation>它应答 {status}</translation>
    </message>
    <message>
        <source>it asks for too much memory</source>
        <translation>它要求过多内存</translation>
    </message>
    <message>
        <source>it became shorter while it was read</source>
        <translation>读取时它变短了</translation>
    </message>
    <message>
        <source>it cannot be reached</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>it cannot take back a wrong guess</source>
        <translation>它无法收回猜错的内容</translation>
    </message>
    <message>
        <source>it claims {count} keys</source>
        <translation>它声称有 {count} 个键</translation>
    </message>
    <message>
        <source>it claims {count} layers</source>
        <translation>它声称有 {count} 层</translation>
    </message>
    <message>
        <source>it claims {count} tensors</source>
        <translation>它声称有 {count} 个张量</translation>
    </message>
    <message>
        <source>it claims {count} values of “{key}”</source>
        <translation>它声称“{key}”有 {count} 个值</translation>
    </message>
    <message>
        <source>it crashed</source>
        <translation>它崩溃了</translation>
    </message>
    <message>
        <source>it crashed in a calculation</source>
        <translation>它在计算时崩溃了</translation>
    </message>
    <message>
        <source>it cuts text into other tokens</source>
        <translation>它把文字切分成不同的词元</translation>
    </message>
    <message>
        <source>it did not answer for {seconds} s</source>
        <translation>它在 {seconds} 秒内没有响应</translation>
    </message>
    <message>
        <source>it did not answer in time</source>
        <translation>没有及时应答</translation>
    </message>
    <message>
        <source>it did not say why</source>
        <translation>它没有说明原因</translation>
    </message>
    <message>
        <source>it does not accept the key</source>
        <translation>不接受密钥</translation>
    </message>
    <message>
        <source>it does not begin as a GGUF file does</source>
        <translation>开头不是 GGUF 文件的格式</translation>
    </message>
    <message>
        <source>it does not exist</source>
        <translation>它不存在</translation>
    </message>
    <message>
        <source>it does not say its architecture</source>
        <translation>没有写明架构</translation>
    </message>
    <message>
        <source>it does not speak TLS as it should; it may expect http</source>
        <translation>它没有正确使用 TLS；它可能需要 http</translation>
    </message>
    <message>
        <source>it ended</source>
        <translation>它已结束</translation>
    </message>
    <message>
        <source>it ended with code {code}</source>
        <translation>它以代码 {code} 结束</translation>
    </message>
    <message>
        <source>it has a {what} of {length} bytes</source>
        <translation>其中的 {what} 有 {length} 字节</translation>
    </message>
    <message>
        <source>it has more than {n} MB</source>
        <translation>它超过 {n} MB</translation>
    </message>
    <message>
        <source>it has more than {n} million pixels</source>
        <translation>它超过 {n} 百万像素</translation>
    </message>
    <message>
        <source>it has no layout with a title and a text box</source>
        <translation>没有带标题和文本框的版式</translation>
    </message>
    <message>
        <source>it has no layouts</source>
        <translation>没有版式</translation>
    </message>
    <message>
        <source>it has no list of models</source>
        <translation>它没有模型列表</translation>
    </message>
    <message>
        <source>it has no pages</source>
        <translation>它没有页面</translation>
    </message>
    <message>
        <source>it has no weights in the safetensors format</source>
        <translation>没有 safetensors 格式的权重</translation>
    </message>
    <message>
        <source>it holds a vocabulary only</source>
        <translation>只包含词表</translation>
    </message>
    <message>
        <source>it holds no weights</source>
        <translation>不包含权重</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>这是一个文件夹</translation>
    </message>
    <message>
        <source>it is a model for search, not for conversation</source>
        <translation>它是用于检索而不是对话的模型</translation>
    </message>
    <message>
        <source>it is a model for speech</source>
        <translation>它是语音模型</translation>
    </message>
    <message>
        <source>it is a model or something else, and no adapter</source>
        <translation>它是模型或其他文件，不是适配器</translation>
    </message>
    <message>
        <source>it is a model that makes pictures</source>
        <translation>它是生成图片的模型</translation>
    </message>
    <message>
        <source>it is a table for quantising</source>
        <translation>它是用于量化的数据表</translation>
    </message>
    <message>
        <source>it is a web page that was saved under this name</source>
        <translation>这是以此名称保存的网页</translation>
    </message>
    <message>
        <source>it is an adapter of another kind than LoRA</source>
        <translation>它是 LoRA 以外的另一种适配器</translation>
    </message>
    <message>
        <source>it is an adapter that changes another model</source>
        <translation>它是修改其他模型的适配器</translation>
    </message>
    <message>
        <source>it is cut off</source>
        <translation>它不完整</translation>
    </message>
    <message>
        <source>it is cut off in its header</source>
        <translation>文件头不完整</translation>
    </message>
    <message>
        <source>it is cut off in “{key}”</source>
        <translation>在“{key}”处中断</translation>
    </message>
    <message>
        <source>it is cut off: {there} MB of {whole} MB are there</source>
        <translation>它不完整：{whole} MB 中只有 {there} MB</translation>
    </message>
    <message>
        <source>it is damaged, or no PowerPoint file</source>
        <translation>它已损坏，或不是 PowerPoint 文件</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>文件是空的</translation>
    </message>
    <message>
        <source>it is for another model</source>
        <translation>它属于另一个模型</translation>
    </message>
    <message>
        <source>it is larger inside than it should be</source>
        <translation>内部大小超出应有范围</translation>
    </message>
    <message>
        <source>it is larger than {size} MB</source>
        <translation>大于 {size} MB</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>it is no cross-encoder, which gives one number for two texts</source>
        <translation>它不是交叉编码器（为两段文本给出一个分数的模型）</translation>
    </message>
    <message>
        <source>it is no model that gives vectors</source>
        <translation>它不是用于生成向量的模型</translation>
    </message>
    <message>
        <source>it is no ordinary file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>it is not Rich Text</source>
        <translation>它不是 RTF 文件</translation>
    </message>
    <message>
        <source>it is not a PDF</source>
        <translation>它不是 PDF</translation>
    </message>
    <message>
        <source>it is not a PowerPoint file</source>
        <translation>它不是 PowerPoint 文件</translation>
    </message>
    <message>
        <source>it is not a Word file</source>
        <translation>它不是 Word 文件</translation>
    </message>
    <message>
        <source>it is not a book</source>
        <translation>它不是电子书</translation>
    </message>
    <message>
        <source>it is not a mailbox</source>
        <translation>它不是邮箱文件</translation>
    </message>
    <message>
        <source>it is not a message of Outlook</source>
        <translation>它不是 Outlook 邮件</translation>
    </message>
    <message>
        <source>it is not a picture</source>
        <translation>它不是图片</translation>
    </message>
    <message>
        <source>it is not an Excel file</source>
        <translation>它不是 Excel 文件</translation>
    </message>
    <message>
        <source>it is not an Office file</source>
        <translation>它不是 Office 文件</translation>
    </message>
    <message>
        <source>it is not available for legal reasons</source>
        <translation>因法律原因无法提供</translation>
    </message>
    <message>
        <source>it is part of a model in {count} files, and not the first by name</source>
        <translation>它属于由 {count} 个文件组成的模型，且不是名称上的第一个</translation>
    </message>
    <message>
        <source>it is the picture part of another model</source>
        <translation>它是其他模型的图像部分</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>它太大</translation>
    </message>
    <message>
        <source>it is too large a picture</source>
        <translation>图片太大</translation>
    </message>
    <message>
        <source>it is too large for the ONNX form</source>
        <translation>它太大，无法转成 ONNX 格式</translation>
    </message>
    <message>
        <source>it makes the prompt too long</source>
        <translation>它使提示过长</translation>
    </message>
    <message>
        <source>it needs more memory than a reader may use</source>
        <translation>所需内存超过读取进程的上限</translation>
    </message>
    <message>
        <source>it needs too much memory</source>
        <translation>它需要太多内存</translation>
    </message>
    <message>
        <source>it only stands for the model in Git LFS; the file itself was not fetched</source>
        <translation>这只是 Git LFS 中代表该模型的指针，并未获取文件本身</translation>
    </message>
    <message>
        <source>it ran for longer than {seconds} seconds</source>
        <translation>运行超过 {seconds} 秒</translation>
    </message>
    <message>
        <source>it ran out of memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>it sends no stream of events</source>
        <translation>它没有发送事件流</translation>
    </message>
    <message>
        <source>it sorts texts into classes, where a reranker gives one number</source>
        <translation>它把文本分成几类，而重排模型应当给出一个分数</translation>
    </message>
    <message>
        <source>it unpacks to more than is safe</source>
        <translation>解压后的大小超出安全范围</translation>
    </message>
    <message>
        <source>it unpacks to {size} MB, at most {most}</source>
        <translation>解压后有 {size} MB，上限 {most}</translation>
    </message>
    <message>
        <source>it used all the time it may use</source>
        <translation>用尽了允许的时间</translation>
    </message>
    <message>
        <source>it was asked to end</source>
        <translation>它被要求结束</translation>
    </message>
    <message>
        <source>it was changed at its source meanwhile</source>
        <translation>来源处的文件在下载期间已被更改</translation>
    </message>
    <message>
        <source>it was changed at its source since it was reviewed</source>
        <translation>来源处的文件在审核后已被更改</translation>
    </message>
    <message>
        <source>it was ended from outside, often for lack of memory</source>
        <translation>它被外部终止，通常是因为内存不足</translation>
    </message>
    <message>
        <source>it was made for the architecture “{architecture}” and not for “{base}”</source>
        <translation>它是为架构“{architecture}”而不是“{base}”制作的</translation>
    </message>
    <message>
        <source>it was removed from the hub</source>
        <translation>它已从模型库中移除</translation>
    </message>
    <message>
        <source>it was told to end</source>
        <translation>已按要求结束</translation>
    </message>
    <message>
        <source>it works only after certain words, which Lectern does not support</source>
        <translation>它只在特定词语之后起作用，Lectern 不支持</translation>
    </message>
    <message>
        <source>its SHA-256 is not the one that was promised</source>
        <translation>它的 SHA-256 与承诺的不符</translation>
    </message>
    <message>
        <source>its XML is broken</source>
        <translation>其中的 XML 已损坏</translation>
    </message>
    <message>
        <source>its alignment is {alignment}</source>
        <translation>对齐方式为 {alignment}</translation>
    </message>
    <message>
        <source>its alpha is no number with a decimal point</source>
        <translation>它的 alpha 不是小数</translation>
    </message>
    <message>
        <source>its answer is no HTTP</source>
        <translation>它的应答不是 HTTP</translation>
    </message>
    <message>
        <source>its answer is no JSON</source>
        <translation>它的应答不是 JSON</translation>
    </message>
    <message>
        <source>its archive is broken</source>
        <translation>其压缩包已损坏</translation>
    </message>
    <message>
        <source>its archive is cut off or broken</source>
        <translation>其压缩包不完整或已损坏</translation>
    </message>
    <message>
        <source>its byte order is reversed</source>
        <translation>字节顺序相反</translation>
    </message>
    <message>
        <source>its certificate is not valid</source>
        <translation>它的证书无效</translation>
    </message>
    <message>
        <source>its compressed data is broken</source>
        <translation>其压缩数据已损坏</translation>
    </message>
    <message>
        <source>its content is not what its kind promises</source>
        <translation>内容与文件类型不符</translation>
    </message>
    <message>
        <source>its file is cut off</source>
        <translation>文件不完整</translation>
    </message>
    <message>
        <source>its file is gone</source>
        <translation>它的文件已不在</translation>
    </message>
    <message>
        <source>its filter ended the answer</source>
        <translation>它的过滤器中止了回答</translation>
    </message>
    <message>
        <source>its header holds too much text</source>
        <translation>文件头中的文本过多</translation>
    </message>
    <message>
        <source>its header lacks {key}</source>
        <translation>文件头缺少 {key}</translation>
    </message>
    <message>
        <source>its key was not sent, because the address has no https</source>
        <translation>地址没有使用 https，因此未发送密钥</translation>
    </message>
    <message>
        <source>its length is not the one that was promised</source>
        <translation>它的长度与承诺的不符</translation>
    </message>
    <message>
        <source>its list of files is too long</source>
        <translation>它的文件列表过长</translation>
    </message>
    <message>
        <source>its message is cut off or missing</source>
        <translation>其中的邮件不完整或缺失</translation>
    </message>
    <message>
        <source>its name is no text in UTF-8; give it another one</source>
        <translation>文件名不是 UTF-8 文本，请改名</translation>
    </message>
    <message>
        <source>its pixels cannot be read</source>
        <translation>无法读取它的像素</translation>
    </message>
    <message>
        <source>its process stopped</source>
        <translation>其进程已停止</translation>
    </message>
    <message>
        <source>its process stopped ({cause})</source>
        <translation>其进程已停止：{cause}</translation>
    </message>
    <message>
        <source>its tensor “{name}” is no part of a LoRA adapter</source>
        <translation>它的张量“{name}”不属于 LoRA 适配器</translation>
    </message>
    <message>
        <source>its tensor “{name}” stands alone</source>
        <translation>它的张量“{name}”不成对</translation>
    </message>
    <message>
        <source>its text is in an unknown encoding</source>
        <translation>文本编码未知</translation>
    </message>
    <message>
        <source>its texts begin in another way</source>
        <translation>它的文本以不同的方式开头</translation>
    </message>
    <message>
        <source>its weight “{weight}” has another shape than the model's</source>
        <translation>它的权重“{weight}”与模型的形状不同</translation>
    </message>
    <message>
        <source>its weights are not there in a safe format</source>
        <translation>没有安全格式的权重</translation>
    </message>
    <message>
        <source>library process</source>
        <translation>资料库进程</translation>
    </message>
    <message>
        <source>llama.cpp found an inner contradiction</source>
        <translation>llama.cpp 发现内部矛盾</translation>
    </message>
    <message>
        <source>llama.cpp gave up on a picture ({code})</source>
        <translation>llama.cpp 放弃读取一张图片（{code}）</translation>
    </message>
    <message>
        <source>llama.cpp gave up on a picture ({code}): {said}</source>
        <translation>llama.cpp 放弃读取一张图片（{code}）：{said}</translation>
    </message>
    <message>
        <source>llama.cpp gave up on the text</source>
        <translation>llama.cpp 无法处理该文本</translation>
    </message>
    <message>
        <source>llama.cpp gave up on the text ({code})</source>
        <translation>llama.cpp 放弃处理该文本（{code}）</translation>
    </message>
    <message>
        <source>llama.cpp gave up on the text ({code}): {said}</source>
        <translation>llama.cpp 放弃处理该文本（{code}）：{said}</translation>
    </message>
    <message>
        <source>llama.cpp refused it</source>
        <translation>llama.cpp 拒绝了它</translation>
    </message>
    <message>
        <source>llama.cpp refused it without a reason</source>
        <translation>llama.cpp 未说明原因就拒绝了它</translation>
    </message>
    <message>
        <source>llama.cpp refused it: {said}</source>
        <translation>llama.cpp 拒绝了它：{said}</translation>
    </message>
    <message>
        <source>model process</source>
        <translation>模型进程</translation>
    </message>
    <message>
        <source>modules.json names no module</source>
        <translation>modules.json 没有写明模块</translation>
    </message>
    <message>
        <source>modules.json names {kind}</source>
        <translation>modules.json 写的是 {kind}</translation>
    </message>
    <message>
        <source>no answer within {seconds} s</source>
        <translation>{seconds} 秒内没有应答</translation>
    </message>
    <message>
        <source>no computer has this name</source>
        <translation>没有计算机使用此名称</translation>
    </message>
    <message>
        <source>no embedding model is installed</source>
        <translation>没有安装嵌入模型</translation>
    </message>
    <message>
        <source>no space left on device</source>
        <translation>设备上没有剩余空间</translation>
    </message>
    <message>
        <source>no such file or directory</source>
        <translation>没有这样的文件或文件夹</translation>
    </message>
    <message>
        <source>no way leads there</source>
        <translation>没有通往那里的路径</translation>
    </message>
    <message>
        <source>nobody listens there</source>
        <translation>那里没有程序在监听</translation>
    </message>
    <message>
        <source>none of its pages can be read</source>
        <translation>没有一页可以读取</translation>
    </message>
    <message>
        <source>not a directory</source>
        <translation>它不是文件夹</translation>
    </message>
    <message>
        <source>operation not permitted</source>
        <translation>不允许此操作</translation>
    </message>
    <message>
        <source>part {n} of {count} is missing beside it</source>
        <translation>旁边缺少第 {n} 部分（共 {count} 部分）</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>picture process</source>
        <translation>图片进程</translation>
    </message>
    <message>
        <source>read-only file system</source>
        <translation>文件系统为只读</translation>
    </message>
    <message>
        <source>reader</source>
        <translation>读取进程</translation>
    </message>
    <message>
        <source>reader of “{file}”</source>
        <translation>“{file}”的读取进程</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>signal {number}</source>
        <translation>信号 {number}</translation>
    </message>
    <message>
        <source>slide writer</source>
        <translation>幻灯片写入进程</translation>
    </message>
    <message>
        <source>template process</source>
        <translation>模板进程</translation>
    </message>
    <message>
        <source>text file busy</source>
        <translation>文件正被占用</translation>
    </message>
    <message>
        <source>the address of the file has expired</source>
        <translation>文件的地址已过期</translation>
    </message>
    <message>
        <source>the answer broke off</source>
        <translation>回答中断了</translation>
    </message>
    <message>
        <source>the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read</source>
        <translation>无法读取 SSL_CERT_FILE 或 SSL_CERT_DIR 指定的证书</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <source>the context is full</source>
        <translation>上下文已满</translation>
    </message>
    <message>
        <source>the conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>the deck that you were working on</source>
        <translation>你正在制作的演示文稿</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>the file of {what} could not be restored</source>
        <translation>无法恢复{what}的文件</translation>
    </message>
    <message>
        <source>the folder is read-only</source>
        <translation>文件夹为只读</translation>
    </message>
    <message>
        <source>the graphics card ran out of memory</source>
        <translation>显卡内存不足</translation>
    </message>
    <message>
        <source>the graphics card reported an error</source>
        <translation>显卡报告了错误</translation>
    </message>
    <message>
        <source>the hub answered {status}</source>
        <translation>模型库回应了 {status}</translation>
    </message>
    <message>
        <source>the hub does not allow access to it</source>
        <translation>模型库不允许访问它</translation>
    </message>
    <message>
        <source>the hub gave an address that is none</source>
        <translation>模型库给出的地址无效</translation>
    </message>
    <message>
        <source>the hub has no such file</source>
        <translation>模型库中没有这个文件</translation>
    </message>
    <message>
        <source>the hub has no such repository, or asks for a login to it</source>
        <translation>模型库中没有这个仓库，或者需要登录才能访问</translation>
    </message>
    <message>
        <source>the hub redirects to an address that is not safe</source>
        <translation>模型库重定向到不安全的地址</translation>
    </message>
    <message>
        <source>the hub redirects without end</source>
        <translation>模型库不断重定向</translation>
    </message>
    <message>
        <source>the hub's answer cannot be understood</source>
        <translation>无法理解模型库的回复</translation>
    </message>
    <message>
        <source>the library</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>the model gives no vector for a whole text</source>
        <translation>该模型不能为整段文本生成向量</translation>
    </message>
    <message>
        <source>the model has no weight “{weight}”</source>
        <translation>模型没有权重“{weight}”</translation>
    </message>
    <message>
        <source>the model was unloaded while it was asked</source>
        <translation>模型在被提问时已卸载</translation>
    </message>
    <message>
        <source>the parts of its archive overlap</source>
        <translation>压缩包的各部分互相重叠</translation>
    </message>
    <message>
        <source>the proxy {address} cannot be reached</source>
        <translation>无法连接代理 {address}</translation>
    </message>
    <message>
        <source>the proxy {address} is no HTTP proxy; HTTPS_PROXY can name one</source>
        <translation>代理 {address} 不是 HTTP 代理；可用 HTTPS_PROXY 指定一个</translation>
    </message>
    <message>
        <source>the proxy {address} refused</source>
        <translation>代理 {address} 拒绝了连接</translation>
    </message>
    <message>
        <source>the reader of “{file}” gave nothing</source>
        <translation>“{file}”的读取进程没有返回任何内容</translation>
    </message>
    <message>
        <source>the reader of “{file}” gave something else than text ({kind})</source>
        <translation>“{file}”的读取进程返回的不是文本（{kind}）</translation>
    </message>
    <message>
        <source>the server cannot be reached</source>
        <translation>无法连接服务器</translation>
    </message>
    <message>
        <source>the server did not answer in time</source>
        <translation>服务器没有及时回应</translation>
    </message>
    <message>
        <source>the server has fewer bytes than were kept</source>
        <translation>服务器上的字节比已保存的少</translation>
    </message>
    <message>
        <source>the server is busy ({status})</source>
        <translation>服务器繁忙（{status}）</translation>
    </message>
    <message>
        <source>the server sent another part than was asked for</source>
        <translation>服务器发送的不是所请求的部分</translation>
    </message>
    <message>
        <source>the server sent nothing</source>
        <translation>服务器没有发送内容</translation>
    </message>
    <message>
        <source>the shape of the tensor “{name}” is impossible</source>
        <translation>张量“{name}”的形状不可能存在</translation>
    </message>
    <message>
        <source>the tensor “{name}” has {dimensions} dimensions</source>
        <translation>张量“{name}”有 {dimensions} 维</translation>
    </message>
    <message>
        <source>the tensor “{name}” is in it twice</source>
        <translation>张量“{name}”出现了两次</translation>
    </message>
    <message>
        <source>the tensor “{name}” is of the unknown type {kind}</source>
        <translation>张量“{name}”的类型 {kind} 未知</translation>
    </message>
    <message>
        <source>the text could not be cut into tokens</source>
        <translation>无法将文本切分为词元</translation>
    </message>
    <message>
        <source>the two halves of “{weight}” do not go together</source>
        <translation>“{weight}”的两半不相配</translation>
    </message>
    <message>
        <source>the value of “{key}” is of the unknown type {kind}</source>
        <translation>“{key}”的值的类型 {kind} 未知</translation>
    </message>
    <message>
        <source>the values of “{key}” are of the unknown type {kind}</source>
        <translation>“{key}”的各个值的类型 {kind} 未知</translation>
    </message>
    <message>
        <source>the {process} did not count</source>
        <translation>{process}没有完成计数</translation>
    </message>
    <message>
        <source>the {process} gave no answer</source>
        <translation>{process}没有响应</translation>
    </message>
    <message>
        <source>the {process} is closed</source>
        <translation>{process}已关闭</translation>
    </message>
    <message>
        <source>this processor lacks an instruction that it needs</source>
        <translation>此处理器缺少它所需的指令</translation>
    </message>
    <message>
        <source>this version of llama.cpp does not know its architecture “{architecture}”</source>
        <translation>此版本的 llama.cpp 不认识其架构“{architecture}”</translation>
    </message>
    <message>
        <source>this version of llama.cpp does not know its kind “{kind}”</source>
        <translation>此版本的 llama.cpp 不认识它的类型“{kind}”</translation>
    </message>
    <message>
        <source>too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>trial process</source>
        <translation>试用进程</translation>
    </message>
    <message>
        <source>what answers there is no Chroma server</source>
        <translation>那里应答的不是 Chroma 服务器</translation>
    </message>
    <message>
        <source>your libraries</source>
        <translation>你的资料库</translation>
    </message>
    <message>
        <source>{count} later messages were read from the damaged file.</source>
        <translation>之后的 {count} 条消息从损坏的文件中读出。</translation>
    </message>
    <message>
        <source>{count} million pixels, at most {most}</source>
        <translation>{count} 百万像素，最多 {most}</translation>
    </message>
    <message>
        <source>{count} of {all} chapters could not be read.</source>
        <translation>{all} 章中有 {count} 章无法读取。</translation>
    </message>
    <message>
        <source>{count} of {all} mails could not be read.</source>
        <translation>{all} 封邮件中有 {count} 封无法读取。</translation>
    </message>
    <message>
        <source>{count} parts, at most {most}</source>
        <translation>{count} 个部分，上限 {most}</translation>
    </message>
    <message>
        <source>{file} cannot be read</source>
        <translation>{file} 无法读取</translation>
    </message>
    <message>
        <source>{file} could run code when it is loaded</source>
        <translation>{file} 在加载时可能会运行代码</translation>
    </message>
    <message>
        <source>{file} is missing</source>
        <translation>缺少 {file}</translation>
    </message>
    <message>
        <source>{file} names code of its own</source>
        <translation>{file} 指定了自带的代码</translation>
    </message>
    <message>
        <source>{size} MB, at most {most}</source>
        <translation>{size} MB，上限 {most}</translation>
    </message>
    <message>
        <source>“{file}” ended its reader; it and what follows it were left out.</source>
        <translation>“{file}”使读取程序意外结束；它及其后的内容未读取。</translation>
    </message>
    <message>
        <source>“{name}” is no file of a repository.</source>
        <translation>“{name}”不是仓库中的文件。</translation>
    </message>
    <message>
        <source>“{name}” is no name of a repository on the hub.</source>
        <translation>“{name}”不是模型库中的仓库名称。</translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>All shortcuts</source>
        <translation>所有快捷键</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>重新回答</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>附加文件</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Close what is open, then stop the answer</source>
        <translation>关闭已打开的内容，然后停止回答</translation>
    </message>
    <message>
        <source>Copy the last answer</source>
        <translation>复制上一个回答</translation>
    </message>
    <message>
        <source>Delete, with Undo</source>
        <translation>删除（可撤销）</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Documents on or off</source>
        <translation>开启或关闭文档</translation>
    </message>
    <message>
        <source>Edit the last question, from an empty line</source>
        <translation>在空行时编辑上一个问题</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>Indent an outline row</source>
        <translation>增加大纲行的缩进</translation>
    </message>
    <message>
        <source>Jump to the latest</source>
        <translation>跳到最新</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Lists and slides</source>
        <translation>列表与幻灯片</translation>
    </message>
    <message>
        <source>Make slides from this</source>
        <translation>用此对话制作幻灯片</translation>
    </message>
    <message>
        <source>Move an outline row down</source>
        <translation>下移大纲行</translation>
    </message>
    <message>
        <source>Move an outline row up</source>
        <translation>上移大纲行</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>Next quote of the open source's answer</source>
        <translation>下一处引文</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>下一个区域</translation>
    </message>
    <message>
        <source>Open source 1 of the last answer, up to Alt 9</source>
        <translation>打开上一个回答的来源 1，最多到 Alt 9</translation>
    </message>
    <message>
        <source>Outdent an outline row</source>
        <translation>减少大纲行的缩进</translation>
    </message>
    <message>
        <source>Present from the first slide; Esc ends it</source>
        <translation>从第一张开始放映；按 Esc 结束</translation>
    </message>
    <message>
        <source>Present from the slide in sight</source>
        <translation>从当前幻灯片开始放映</translation>
    </message>
    <message>
        <source>Previous quote</source>
        <translation>上一处引文</translation>
    </message>
    <message>
        <source>Previous region</source>
        <translation>上一个区域</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Save .pptx</source>
        <translation>保存 .pptx</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Show or hide the open source</source>
        <translation>显示或隐藏已打开的来源</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>显示或隐藏侧边栏</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>幻灯片</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Text at 100 %</source>
        <translation>文字恢复为 100 %</translation>
    </message>
    <message>
        <source>Think on or off</source>
        <translation>开启或关闭思考</translation>
    </message>
    <message>
        <source>Undo the last change to the outline</source>
        <translation>撤销对大纲的上一次修改</translation>
    </message>
</context>
<context>
    <name>steps</name>
    <message>
        <source>Left out the adapter “{name}”: {reason}</source>
        <translation>未使用适配器“{name}”：{reason}</translation>
    </message>
    <message>
        <source>Left out {messages} earlier message to fit the context</source>
        <translation>为适应上下文，略去了较早的 {messages} 条消息</translation>
    </message>
    <message>
        <source>Left out {messages} earlier messages to fit the context</source>
        <translation>为适应上下文，略去了较早的 {messages} 条消息</translation>
    </message>
    <message>
        <source>Left out {pictures} picture: {model} does not see</source>
        <translation>未使用 {pictures} 张图片：{model} 看不见图片</translation>
    </message>
    <message>
        <source>Left out {pictures} pictures: {model} does not see</source>
        <translation>未使用 {pictures} 张图片：{model} 看不见图片</translation>
    </message>
    <message>
        <source>Loading {model}</source>
        <translation>正在加载 {model}</translation>
    </message>
    <message>
        <source>Narrowed to {what}; files left out: {others}</source>
        <translation>限定为 {what}；未检索的文件：{others}</translation>
    </message>
    <message>
        <source>Read all {files} files as a whole</source>
        <translation>通读了全部 {files} 个文件</translation>
    </message>
    <message>
        <source>Read the question as: {question}</source>
        <translation>按这样理解问题：{question}</translation>
    </message>
    <message>
        <source>Read the whole of {file}</source>
        <translation>通读了 {file}</translation>
    </message>
    <message>
        <source>Read {passages} passage</source>
        <translation>读取了 {passages} 个片段</translation>
    </message>
    <message>
        <source>Read {passages} passages</source>
        <translation>读取了 {passages} 个片段</translation>
    </message>
    <message>
        <source>Searched by words only: the server of the index is away ({reason})</source>
        <translation>仅按词搜索：索引服务器不可用（{reason}）</translation>
    </message>
    <message>
        <source>Searched {files} file</source>
        <translation>检索了 {files} 个文件</translation>
    </message>
    <message>
        <source>Searched {files} files</source>
        <translation>检索了 {files} 个文件</translation>
    </message>
    <message>
        <source>Searched {files} of {total} files</source>
        <translation>检索了 {total} 个文件中的 {files} 个</translation>
    </message>
</context>
<context>
    <name>themes</name>
    <message>
        <source>Evening</source>
        <translation>暮色</translation>
    </message>
    <message>
        <source>Harbour</source>
        <translation>港湾</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>账簿</translation>
    </message>
</context>
</TS>
