using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Layers;

public sealed class RescalingTests
{
    [Fact]
    public void Several_factors_serve_the_places_of_the_last_axis()
    {
        var x = Tensor.Constant(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        var y = new Rescaling([1.0, 2, 0.5], [0.0, -1, 3]).Call(x);
        Assert.Equal([1f, 3, 4.5f, 4, 9, 6], y.ToArray<float>());
    }

    [Fact]
    public void One_factor_serves_all_and_whole_numbers_become_floats()
    {
        var y = new Rescaling(0.5, 1).Call(Tensor.Constant(new byte[] { 0, 255 }));
        Assert.Equal([1f, 128.5f], y.ToArray<float>());
    }

    [Fact]
    public void No_factors_are_refused() => Assert.Throws<ArgumentException>(() => new Rescaling([]));
}
