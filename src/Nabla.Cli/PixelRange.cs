using Nabla.Layers;

namespace Nabla.Cli;

/// <summary>The numbers that black and white become before a model sees them.</summary>
/// <param name="Black">What the byte 0 becomes.</param>
/// <param name="White">What the byte 255 becomes.</param>
internal sealed record PixelRange(float Black, float White)
{
    /// <summary>What the option takes.</summary>
    internal static readonly string[] Names = ["0..1", "0..255", "-1..1"];

    /// <summary>The range of this name; without a name that which the model seems to want: bytes where its first layer scales them itself, else 0 to 1.</summary>
    internal static PixelRange Of(string? name, Model? model) => name switch
    {
        "0..255" => new(0, 255),
        "-1..1" => new(-1, 1),
        null when model?.Layers.FirstOrDefault(layer => layer is not Input) is Rescaling => new(0, 255),
        _ => new(0, 1),
    };

    /// <summary>Bytes as numbers of this range, float32.</summary>
    internal Tensor Scale(Tensor bytes)
    {
        var x = bytes.Cast(ElementType.Float32);
        return (Black, White) switch
        {
            (0, 255) => x,
            (0, 1) => x / 255,
            _ => (x / 127.5f) - 1,
        };
    }

    /// <summary>The range as the option has it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Black}..{White}");
}
