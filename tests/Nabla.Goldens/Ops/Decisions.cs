namespace Nabla.Goldens.Ops;

/// <summary>Cases in which Nabla answers otherwise than the original on purpose. They pass when the answer differs: one that comes to agree must leave the list.</summary>
static class Decisions
{
    static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["ops/einsum einsum_37"] = "'ba' without an arrow orders the axes a, b, as NumPy does; Keras renames the letters first and transposes nothing",
        ["ops/numpy_reduction nancumsum_11"] = "infinities stay, as in NumPy; Keras puts the largest float in their place",
        ["ops/numpy_reduction nancumprod_11"] = "infinities stay, as in NumPy; Keras puts the largest float in their place",
        ["ops/numpy_reduction argmax_19"] = "zeros of both signs are equal, so the first counts, as in NumPy",
        ["ops/numpy_sort histogram_6"] = "edges of float64 elements are float64; Keras rounds a given range to float32 first",
        ["ops/numpy_sort histogram_8"] = "edges of float64 elements are float64; Keras rounds a given range to float32 first",
        ["ops/numpy_index where_7"] = "two element types are refused, not promoted",
        ["ops/numpy_index where_13"] = "two element types are refused, not promoted",
        ["ops/numpy_index unravel_index_5"] = "coordinates have the shape of the places; Keras transposes those of matrices",
        ["ops/nn moments_1"] = "the second derivative is the variance's; TensorFlow holds the mean constant",
        ["ops/nn moments_2"] = "the second derivative is the variance's; TensorFlow holds the mean constant",
        ["ops/nn gelu_4"] = "constants of float64 elements are float64; Keras rounds them to float32 first",
        ["ops/nn gelu_8"] = "gelu of minus infinity is its limit, 0",
        ["ops/nn leaky_relu_4"] = "constants of float64 elements are float64; Keras rounds them to float32 first",
        ["ops/nn softmax_14"] = "a row with NaN gives NaN everywhere",
    };

    /// <summary>Whether the case is to differ.</summary>
    public static bool Has(string topic, string name) => Reasons.ContainsKey($"{topic} {name}");
}
