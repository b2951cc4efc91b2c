using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Models.Saving;

public sealed class CustomObjectTests
{
    sealed class Scale(double factor, string? name = null) : Layer(name)
    {
        public double Factor => factor;

        protected override Tensor Forward(Tensor x) => x * factor;
    }

    static CustomObjects Known => new CustomObjects().Add("tests>Scale", c => new Scale(c.Double("factor"), c.TextOrNull("name")), (x, c) => c["factor"] = x.Factor);

    static readonly Tensor x = Tensor.Constant(new float[] { 1, 2, 3, 4 }, [2, 2]);

    static Sequential Made() => new([new Input([2]), new Scale(3, "times"), new Dense(2)]);

    [Theory]
    [InlineData("m.keras")]
    [InlineData("m.h5")]
    public void A_registered_class_goes_to_a_file_and_back(string name)
    {
        using var folder = new TemporaryFolder();
        var model = Made();
        model.Save(folder.File(name), customObjects: Known);
        var loaded = Model.Load(folder.File(name), customObjects: Known);
        Assert.Equal(model.Call(x).ToArray<float>(), loaded.Call(x).ToArray<float>());
        Assert.Equal("times", ((Sequential)loaded).Layers[0].Name);
    }

    [Fact]
    public void Without_its_row_or_under_another_name_it_is_refused()
    {
        using var folder = new TemporaryFolder();
        var model = Made();
        Assert.Contains("Scale", Assert.Throws<NotSupportedException>(() => model.Save(folder.File("m.keras"))).Message, StringComparison.Ordinal);
        model.Save(folder.File("m.keras"), customObjects: Known);
        Assert.Contains("Scale", Assert.Throws<ModelFormatException>(() => Model.Load(folder.File("m.keras"))).Message, StringComparison.Ordinal);
        var other = new CustomObjects().Add("other>Scale", c => new Scale(c.Double("factor")));
        Assert.Throws<ModelFormatException>(() => Model.Load(folder.File("m.keras"), customObjects: other));
    }

    [Fact]
    public void What_a_row_does_not_read_is_refused()
    {
        var json = Made().ToJson(Known);
        var forgets = new CustomObjects().Add("tests>Scale", c => new Scale(1, c.TextOrNull("name")));
        Assert.Contains("factor", Assert.Throws<ModelFormatException>(() => Model.FromJson(json, forgets)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_of_code_can_be_given_a_meaning_by_its_exact_name()
    {
        var json = Made().ToJson(Known).Replace("\"class_name\":\"Scale\"", "\"class_name\":\"Lambda\"", StringComparison.Ordinal).Replace("\"registered_name\":\"tests\\u003EScale\"", "\"registered_name\":null", StringComparison.Ordinal);
        Assert.Contains("Lambda", Assert.Throws<ModelFormatException>(() => Model.FromJson(json)).Message, StringComparison.Ordinal);
        var model = Model.FromJson(json, new CustomObjects().Add("Lambda", c => new Scale(c.Double("factor"), c.TextOrNull("name"))));
        Assert.Equal(3, ((Scale)((Sequential)model).Layers[0]).Factor);
    }

    [Fact]
    public void A_name_and_a_class_have_one_row()
    {
        Assert.Throws<ArgumentException>(() => Known.Add("tests>Scale", _ => new Scale(1)));
        Assert.Throws<ArgumentException>(() => Known.Add("tests>Scale2", _ => new Scale(1), (_, _) => { }));
    }
}
