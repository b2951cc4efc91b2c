using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Layers that pad, cut and enlarge, as Keras serialises them.</summary>
static class KerasMarginLayers
{
    static readonly KerasWords<UpSamplingInterpolation> interpolations = new(
        ("nearest", UpSamplingInterpolation.Nearest), ("bilinear", UpSamplingInterpolation.Bilinear), ("bicubic", UpSamplingInterpolation.Bicubic),
        ("lanczos3", UpSamplingInterpolation.Lanczos3), ("lanczos5", UpSamplingInterpolation.Lanczos5));

    internal static KerasTable<Layer> AddMarginLayers(this KerasTable<Layer> table) => table
        .Row("ZeroPadding1D", c => new ZeroPadding1D(Margins(c, "padding", 1), KerasWindows.Format(c), KerasLayers.Name(c)), (x, c) => (c["padding"], c["data_format"]) = (Json(x.Padding), KerasLayers.Formats[x.DataFormat]))
        .Row("ZeroPadding2D", c => new ZeroPadding2D(Margins(c, "padding", 2), KerasWindows.Format(c), KerasLayers.Name(c)), (x, c) => (c["padding"], c["data_format"]) = (Json(x.Padding), KerasLayers.Formats[x.DataFormat]))
        .Row("ZeroPadding3D", c => new ZeroPadding3D(Margins(c, "padding", 3), KerasWindows.Format(c), KerasLayers.Name(c)), (x, c) => (c["padding"], c["data_format"]) = (Json(x.Padding), KerasLayers.Formats[x.DataFormat]))
        .Row("Cropping1D", c => new Cropping1D(Margins(c, "cropping", 1), KerasLayers.Name(c)), (x, c) => c["cropping"] = Json(x.Cropping))
        .Row("Cropping2D", c => new Cropping2D(Margins(c, "cropping", 2), KerasWindows.Format(c), KerasLayers.Name(c)), (x, c) => (c["cropping"], c["data_format"]) = (Json(x.Cropping), KerasLayers.Formats[x.DataFormat]))
        .Row("Cropping3D", c => new Cropping3D(Margins(c, "cropping", 3), KerasWindows.Format(c), KerasLayers.Name(c)), (x, c) => (c["cropping"], c["data_format"]) = (Json(x.Cropping), KerasLayers.Formats[x.DataFormat]))
        .Row("UpSampling1D", c => new UpSampling1D(c.Int("size", 2), KerasLayers.Name(c)), (x, c) => c["size"] = x.Size)
        .Row(
            "UpSampling2D",
            c => new UpSampling2D(KerasWindows.Extent(c, "size"), KerasWindows.Format(c), interpolations.Read(c, "interpolation", UpSamplingInterpolation.Nearest), KerasLayers.Name(c)),
            (x, c) => (c["size"], c["data_format"], c["interpolation"]) = (KerasWindows.Json(x.Size), KerasLayers.Formats[x.DataFormat], interpolations[x.Interpolation]))
        .Row("UpSampling3D", c => new UpSampling3D(KerasWindows.Extent(c, "size"), KerasWindows.Format(c), KerasLayers.Name(c)), (x, c) => (c["size"], c["data_format"]) = (KerasWindows.Json(x.Size), KerasLayers.Formats[x.DataFormat]));

    /// <summary>A number for all sides; for sequences a pair; else one number or one pair an axis.</summary>
    static Margins? Margins(KerasConfig c, string name, int axes)
    {
        if (!c.Has(name))
        {
            return null;
        }

        var value = c.Json.GetProperty(name);
        if (value.ValueKind == JsonValueKind.Number)
        {
            return Whole(value);
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != (axes == 1 ? 2 : axes))
        {
            throw c.Wrong(name, axes == 1 ? "a number or two" : $"a number, or {axes} numbers or pairs");
        }

        return axes == 1 ? [(Whole(value[0]), Whole(value[1]))]
            : Nabla.Layers.Margins.Create([.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number ? (Whole(item), Whole(item))
                : item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == 2 ? (Whole(item[0]), Whole(item[1])) : throw c.Wrong(name, $"{axes} numbers or pairs"))]);

        int Whole(JsonElement item) => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int number) ? number : throw c.Wrong(name, "whole numbers");
    }

    static JsonArray Json(Margins margins)
    {
        var pairs = margins.Select(pair => new JsonArray(pair.Before, pair.After)).ToArray();
        return pairs.Length == 1 ? pairs[0] : new JsonArray([.. pairs]);
    }
}
