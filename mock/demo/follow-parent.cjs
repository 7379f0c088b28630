/** Loaded before a process of the demo: when whoever started it is gone, even by kill -9, it stops as if told to. */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
