using Nabla.Callbacks;
using Xunit;

namespace Nabla.Tests.Models.Callbacks;

/// <summary>Places for numbers in the names of files: the expected texts are those of Python's <c>format</c>.</summary>
public sealed class PythonFormatTests
{
    [Theory]
    [InlineData(7L, "", "7")]
    [InlineData(7L, "d", "7")]
    [InlineData(7L, "02d", "07")]
    [InlineData(-7L, "04d", "-007")]
    [InlineData(7L, "4", "   7")]
    [InlineData(7L, "<4d", "7   ")]
    [InlineData(7L, "*^5", "**7**")]
    [InlineData(1234567L, ",", "1,234,567")]
    [InlineData(7L, "+", "+7")]
    [InlineData(7L, ".1f", "7.0")]
    [InlineData(0.125, ".2f", "0.12")]
    [InlineData(0.375, ".2f", "0.38")]
    [InlineData(2.5, ".0f", "2")]
    [InlineData(2.675, ".2f", "2.67")]
    [InlineData(1234.5, ",.2f", "1,234.50")]
    [InlineData(0.9, "08.3f", "0000.900")]
    [InlineData(-0.5, "08.3f", "-000.500")]
    [InlineData(0.1, ".3e", "1.000e-01")]
    [InlineData(1e100, ".0e", "1e+100")]
    [InlineData(0.9876, ".1%", "98.8%")]
    [InlineData(0.0001234, "g", "0.0001234")]
    [InlineData(0.00001234, "g", "1.234e-05")]
    [InlineData(1234567.0, "g", "1.23457e+06")]
    [InlineData(100.0, ".3", "100")]
    [InlineData(0.1, "", "0.1")]
    [InlineData(1.0, "", "1.0")]
    [InlineData(double.NaN, ".2f", "nan")]
    [InlineData(double.NegativeInfinity, ".2F", "-INF")]
    [InlineData(double.PositiveInfinity, "", "inf")]
    public void Numbers_are_written_as_Python_writes_them(object value, string notation, string expected) => Assert.Equal(expected, PythonFormat.Number(value, notation));

    [Fact]
    public void Braces_hold_names_and_two_stand_for_one()
    {
        var values = new Dictionary<string, object> { ["epoch"] = 3L, ["val_loss"] = 0.25 };
        Assert.Equal("{m}-003-0.25.keras", PythonFormat.Fill("{{m}}-{epoch:03d}-{val_loss}.keras", values));
    }

    [Theory]
    [InlineData("{", "no '}'")]
    [InlineData("a}", "no '{'")]
    [InlineData("{loss}", "There are epoch")]
    [InlineData("{epoch:q}", "'q'")]
    [InlineData("{epoch:.2d}", "'.2d'")]
    public void What_is_no_pattern_is_refused(string pattern, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => PythonFormat.Fill(pattern, new Dictionary<string, object> { ["epoch"] = 3L })).Message, StringComparison.Ordinal);
}
