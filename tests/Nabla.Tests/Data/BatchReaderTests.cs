using Nabla.Data;
using Xunit;

namespace Nabla.Tests.Data;

public sealed class BatchReaderTests
{
    static BatchReader Make(int count, int seed = 1) =>
        new(Tensor.Constant(Enumerable.Range(0, count).ToArray(), [count, 1]), Tensor.Constant(Enumerable.Range(0, count).Select(i => 10 * i).ToArray()), seed);

    [Fact]
    public void Each_pass_gives_every_example_once_with_its_label()
    {
        var reader = Make(10);
        var seen = new List<int>();
        for (int i = 0; i < 5; i++)
        {
            var (images, labels) = reader.NextBatch(2);
            Assert.Equal(images.ToArray<int>().Select(v => 10 * v), labels.ToArray<int>());
            seen.AddRange(images.ToArray<int>());
        }

        Assert.Equal(Enumerable.Range(0, 10), seen.Order());
        Assert.NotEqual(Enumerable.Range(0, 10), seen);
    }

    [Fact]
    public void A_batch_that_reaches_over_the_end_goes_on_with_the_next_pass()
    {
        var reader = Make(5);
        var first = reader.NextBatch(3).Images.ToArray<int>();
        var second = reader.NextBatch(3).Images.ToArray<int>();
        Assert.Equal(1, reader.EpochsCompleted);
        Assert.Equal(Enumerable.Range(0, 5), first.Concat(second[..2]).Order());
    }

    [Fact]
    public void Without_shuffling_the_order_is_that_of_the_data_and_equal_seeds_give_equal_orders()
    {
        Assert.Equal([0, 1, 2], Make(5).NextBatch(3, shuffle: false).Images.ToArray<int>());
        Assert.Equal(Make(50).NextBatch(20).Images.ToArray<int>(), Make(50).NextBatch(20).Images.ToArray<int>());
        Assert.NotEqual(Make(50).NextBatch(20).Images.ToArray<int>(), Make(50, seed: 2).NextBatch(20).Images.ToArray<int>());
    }

    [Fact]
    public void Batches_are_values_while_a_graph_is_open()
    {
        var reader = Make(4);
        using var graph = new Graph();
        Assert.Equal(4, reader.NextBatch(4).Images.ToArray<int>().Length);
        Assert.Empty(graph.Nodes);
    }

    [Fact]
    public void Batches_of_no_or_too_many_examples_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(3).NextBatch(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(3).NextBatch(4));
        Assert.Throws<ShapeException>(() => new BatchReader(Tensor.Zeros([2, 1]), Tensor.Zeros([3])));
    }
}
