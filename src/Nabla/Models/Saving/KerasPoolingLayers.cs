using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Pooling as Keras serialises it.</summary>
static class KerasPoolingLayers
{
    internal static KerasTable<Layer> AddPoolingLayers(this KerasTable<Layer> table) => table
        .Row("MaxPooling1D", Windows((size, c) => new MaxPooling1D(size, KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), KerasWindows.Format(c), KerasLayers.Name(c))), Windows)
        .Row("MaxPooling2D", Windows((size, c) => new MaxPooling2D(size, KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), KerasWindows.Format(c), KerasLayers.Name(c))), Windows)
        .Row("MaxPooling3D", Windows((size, c) => new MaxPooling3D(size, KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), KerasWindows.Format(c), KerasLayers.Name(c))), Windows)
        .Row("AveragePooling1D", Windows((size, c) => new AveragePooling1D(size, KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), KerasWindows.Format(c), KerasLayers.Name(c))), Windows)
        .Row("AveragePooling2D", Windows((size, c) => new AveragePooling2D(size, KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), KerasWindows.Format(c), KerasLayers.Name(c))), Windows)
        .Row("AveragePooling3D", Windows((size, c) => new AveragePooling3D(size, KerasWindows.Extent(c, "strides"), KerasWindows.Padding(c), KerasWindows.Format(c), KerasLayers.Name(c))), Windows)
        .Row("GlobalMaxPooling1D", c => new GlobalMaxPooling1D(KerasWindows.Format(c), c.Flag("keepdims", false), KerasLayers.Name(c)), All)
        .Row("GlobalMaxPooling2D", c => new GlobalMaxPooling2D(KerasWindows.Format(c), c.Flag("keepdims", false), KerasLayers.Name(c)), All)
        .Row("GlobalMaxPooling3D", c => new GlobalMaxPooling3D(KerasWindows.Format(c), c.Flag("keepdims", false), KerasLayers.Name(c)), All)
        .Row("GlobalAveragePooling1D", c => new GlobalAveragePooling1D(KerasWindows.Format(c), c.Flag("keepdims", false), KerasLayers.Name(c)), All)
        .Row("GlobalAveragePooling2D", c => new GlobalAveragePooling2D(KerasWindows.Format(c), c.Flag("keepdims", false), KerasLayers.Name(c)), All)
        .Row("GlobalAveragePooling3D", c => new GlobalAveragePooling3D(KerasWindows.Format(c), c.Flag("keepdims", false), KerasLayers.Name(c)), All)
        .Row("AdaptiveMaxPooling1D", c => new AdaptiveMaxPooling1D(KerasWindows.Needed(c, "output_size"), KerasWindows.Format(c), KerasLayers.Name(c)), Adaptive)
        .Row("AdaptiveMaxPooling2D", c => new AdaptiveMaxPooling2D(KerasWindows.Needed(c, "output_size"), KerasWindows.Format(c), KerasLayers.Name(c)), Adaptive)
        .Row("AdaptiveMaxPooling3D", c => new AdaptiveMaxPooling3D(KerasWindows.Needed(c, "output_size"), KerasWindows.Format(c), KerasLayers.Name(c)), Adaptive)
        .Row("AdaptiveAveragePooling1D", c => new AdaptiveAveragePooling1D(KerasWindows.Needed(c, "output_size"), KerasWindows.Format(c), KerasLayers.Name(c)), Adaptive)
        .Row("AdaptiveAveragePooling2D", c => new AdaptiveAveragePooling2D(KerasWindows.Needed(c, "output_size"), KerasWindows.Format(c), KerasLayers.Name(c)), Adaptive)
        .Row("AdaptiveAveragePooling3D", c => new AdaptiveAveragePooling3D(KerasWindows.Needed(c, "output_size"), KerasWindows.Format(c), KerasLayers.Name(c)), Adaptive);

    static Func<KerasConfig, T> Windows<T>(Func<Extent?, KerasConfig, T> make) => c => make(KerasWindows.Extent(c, "pool_size"), c);

    static void Windows(PoolingLayer x, JsonObject c)
    {
        (c["pool_size"], c["padding"], c["strides"]) = (KerasWindows.Json(x.PoolSize), x.Padding.ToString(), KerasWindows.Json(x.Strides));
        c["data_format"] = KerasLayers.Formats[x.DataFormat];
    }

    static void All(GlobalPoolingLayer x, JsonObject c) => (c["data_format"], c["keepdims"]) = (KerasLayers.Formats[x.DataFormat], x.KeepDims);

    static void Adaptive(AdaptivePoolingLayer x, JsonObject c) => (c["output_size"], c["data_format"]) = (KerasWindows.Json(x.OutputSize), KerasLayers.Formats[x.DataFormat]);
}
