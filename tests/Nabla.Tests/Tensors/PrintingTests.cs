using System.Numerics;
using System.Text.Json;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Tensors;

public sealed class PrintingTests
{
    static string Text<T>(params T[] values)
        where T : notnull => Tensor.Constant((Array)values).ToString();

    [Fact]
    public void LessonsPrintAsNumPyPrintsThem()
    {
        string folder = Path.Combine(Materials.Goldens, "programs");
        var arrays = Npz.ReadArrays(Path.Combine(folder, "tensor-lessons.npz")).ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);
        int count = 0;
        foreach (string line in File.ReadLines(Path.Combine(folder, "tensor-lessons.jsonl")))
        {
            var entry = JsonDocument.Parse(line).RootElement;
            if (entry.TryGetProperty("numpy_text", out var text))
            {
                var array = arrays[entry.GetProperty("name").GetString() + "/x"];
                var x = Tensor.Constant(array.Values).Reshape(Shape.Of(array.Shape.ToArray().AsSpan()));
                Assert.Equal(text.GetString(), x.ToString());
                count++;
            }
        }

        Assert.True(count > 10);
    }

    [Fact]
    public void ScalarsPrintAsPythonDoes()
    {
        Assert.Equal("12", Tensor.Constant(12).ToString());
        Assert.Equal("3.5", Tensor.Constant(3.5f).ToString());
        Assert.Equal("3.0", Tensor.Constant(3.0).ToString());
        Assert.Equal("1e-05", Tensor.Constant(1e-5f).ToString());
        Assert.Equal("0.0001", Tensor.Constant(1e-4).ToString());
        Assert.Equal("1.5e+20", Tensor.Constant(1.5e20).ToString());
        Assert.Equal("1e+16", Tensor.Constant(1e16).ToString());
        Assert.Equal("-inf", Tensor.Constant(double.NegativeInfinity).ToString());
        Assert.Equal("nan", Tensor.Constant(float.NaN).ToString());
        Assert.Equal("True", Tensor.Constant(true).ToString());
        Assert.Equal("word", Tensor.Constant("word").ToString());
        Assert.Equal("(1+2j)", Tensor.Constant(new Complex(1, 2)).ToString());
        Assert.Equal("(1.5-2j)", Tensor.Constant(new Complex(1.5, -2)).ToString());
        Assert.Equal("2j", Tensor.Constant(new Complex(0, 2)).ToString());
    }

    [Fact]
    public void FloatsStandInColumnsWithAsFewDigitsAsTheyNeed()
    {
        Assert.Equal("[1. 2. 3.]", Text(1f, 2f, 3f));
        Assert.Equal("[ 1.   -2.5   0.25]", Text(1f, -2.5f, 0.25f));
        Assert.Equal("[0.1 0.2 0.3]", Text(0.1f, 0.2f, 0.3f));
        Assert.Equal("[0.33333334 0.6666667 ]", Text(1 / 3f, 2 / 3f));
        Assert.Equal("[0.33333333 0.66666667]", Text(1 / 3d, 2 / 3d));
        Assert.Equal("[-0.  0.]", Text(-0f, 0f));
        Assert.Equal("[0.00195312]", Text(0.001953125));
    }

    [Fact]
    public void ExponentsComeWhereNumbersAreLargeSmallOrFarApart()
    {
        Assert.Equal("[1.e-05 1.e+00]", Text(1e-5f, 1f));
        Assert.Equal("[1.000e+00 1.001e+03]", Text(1d, 1001d));
        Assert.Equal("[   1. 1000.]", Text(1d, 1000d));
        Assert.Equal("[1.e+08]", Text(1e8));
        Assert.Equal("[99999999.]", Text(99999999.0));
        Assert.Equal("[1.23456789e-10 1.00000000e+00]", Text(1.23456789012e-10, 1));
        Assert.Equal("[1.e+100]", Text(1e100));
        Assert.Equal("[1.e+100 1.e+005]", Text(1e100, 1e5));
    }

    [Fact]
    public void InfinitiesAndNaNFillTheirColumn()
    {
        Assert.Equal("[nan inf]", Text(double.NaN, double.PositiveInfinity));
        Assert.Equal("[ nan -inf]", Text(double.NaN, double.NegativeInfinity));
        Assert.Equal("[ 1. nan inf]", Text(1d, double.NaN, double.PositiveInfinity));
        Assert.Equal("[ 1.5  nan -inf]", Text(1.5, double.NaN, double.NegativeInfinity));
    }

    [Fact]
    public void OtherElementsPrintAsNumPyPrintsThem()
    {
        Assert.Equal("[ True False]", Text(true, false));
        Assert.Equal("[  1 -20 300]", Text(1, -20, 300));
        Assert.Equal("['a' \"it's\" 'two\\nlines']", Text("a", "it's", "two\nlines"));
        Assert.Equal("[1. +2.j 3.5-4.j]", Text(new Complex(1, 2), new Complex(3.5, -4)));
        Assert.Equal("[]", Tensor.Zeros([0, 4]).ToString());
    }

    [Fact]
    public void LongLinesAreBrokenAndLargeTensorsShortened()
    {
        Assert.Equal("[ 0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23\n 24 25 26 27 28 29]", Tensor.Arange(30).ToString());
        Assert.Equal("[   0    1    2 ... 1998 1999 2000]", Tensor.Arange(2001).ToString());
        Assert.Equal(
            "[[   0    1    2 ...   37   38   39]\n [  40   41   42 ...   77   78   79]\n [  80   81   82 ...  117  118  119]\n ...\n"
            + " [1480 1481 1482 ... 1517 1518 1519]\n [1520 1521 1522 ... 1557 1558 1559]\n [1560 1561 1562 ... 1597 1598 1599]]",
            Tensor.Arange(1600).Reshape([40, 40]).ToString());
        Assert.Equal(1000, Tensor.Arange(1000).ToString().Split([' ', '\n', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void ViewsPrintTheirOwnElements()
    {
        var x = Tensor.Arange(6).Reshape([2, 3]);
        Assert.Equal("[[0 3]\n [1 4]\n [2 5]]", x.Transpose().ToString());
        Assert.Equal("[2 1 0]", x[0, Slice.Step(null, null, -1)].ToString());
        Assert.Equal("tensor(\n[[0 3]\n [1 4]\n [2 5]], shape=[3, 2], int32)", x.Transpose().Describe());
    }
}
