using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Nabla.Data;

/// <summary>Elements computed ahead by a thread of its own.</summary>
internal static class Prefetching
{
    internal static IEnumerable<Element> Read(IEnumerable<Element> source, int bufferSize)
    {
        using var buffer = new BlockingCollection<Element>(bufferSize);
        using var stop = new CancellationTokenSource();
        ExceptionDispatchInfo? failure = null;
        var reader = new Thread(() =>
        {
            try
            {
                foreach (var element in source)
                {
                    buffer.Add(element, stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The reader of the data set stopped early.
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
            finally
            {
                buffer.CompleteAdding();
            }
        })
        {
            IsBackground = true,
            Name = "Nabla prefetch",
        };
        reader.Start();
        try
        {
            foreach (var element in buffer.GetConsumingEnumerable())
            {
                yield return element;
            }

            failure?.Throw();
        }
        finally
        {
            stop.Cancel();
            reader.Join();
        }
    }
}
