using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats;

public sealed class KerasObjectTests
{
    const string Adam = """
        {"module": "keras.optimizers", "class_name": "Adam", "registered_name": null, "config": {"name": "adam", "beta_1": 0.5, "amsgrad": true, "clipnorm": null, "units": 3.0,
         "shape": [null, 28, 1], "limit": "Infinity",
         "learning_rate": {"module": "keras.optimizers.schedules", "class_name": "CosineDecay", "config": {"decay_steps": 10}, "registered_name": null},
         "dtype": {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "mixed_bfloat16"}, "registered_name": null}}}
        """;

    [Fact]
    public void ValuesAreReadAsTheirTypes()
    {
        var adam = KerasObject.Parse(Adam, "config.json");
        Assert.Equal(("keras.optimizers", "Adam", null), (adam.Module, adam.ClassName, adam.RegisteredName));
        var config = adam.Config;
        Assert.Equal(0.5, config.Double("beta_1"));
        Assert.True(config.Flag("amsgrad"));
        Assert.Null(config.DoubleOrNull("clipnorm"));
        Assert.Equal(7, config.Double("clipnorm", 7));
        Assert.Equal(3, config.Int("units"));
        Assert.Equal([null, 28, 1], config.Lengths("shape")!);
        Assert.Equal(double.PositiveInfinity, config.Double("limit"));
        Assert.True(config.IsObject("learning_rate"));
        Assert.Equal(10, config.ObjectOrNull("learning_rate")!.Config.Int("decay_steps"));
        Assert.Equal("mixed_bfloat16", config.PolicyOrNull());
        Assert.Equal(["name"], config.Unread);
        config.Skip("name");
        Assert.Empty(config.Unread);
    }

    [Fact]
    public void AWrongValueIsRefusedWithItsPlace()
    {
        var config = KerasObject.Parse(Adam, "config.json").Config;
        foreach (var read in new Action[] { () => config.Int("beta_1"), () => config.Flag("beta_1"), () => config.Text("beta_1"), () => config.Double("name"), () => config.ObjectOrNull("name"), () => config.Objects("name"), () => config.Ints("shape") })
        {
            var error = Assert.Throws<ModelFormatException>(read);
            Assert.StartsWith("config.json: Adam: ", error.Message, StringComparison.Ordinal);
        }
        Assert.Contains("'momentum' is missing", Assert.Throws<ModelFormatException>(() => config.Double("momentum")).Message, StringComparison.Ordinal);
        Assert.Contains("Adam: learning_rate: CosineDecay", Assert.Throws<ModelFormatException>(() => config.ObjectOrNull("learning_rate")!.Config.Double("alpha")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1")]
    [InlineData("3")]
    [InlineData("""{"class_name": 3, "config": {}}""")]
    [InlineData("""{"class_name": "Dense", "config": 3}""")]
    public void WhatIsNoSerialisedObjectIsRefused(string json) => Assert.Throws<ModelFormatException>(() => KerasObject.Parse(json, "config.json"));

    [Fact]
    public void NestingIsLimited()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100));
        Assert.Throws<ModelFormatException>(() => KerasObject.Parse($$"""{"class_name": "X", "config": {{deep}}}""", "config.json"));
    }
}
