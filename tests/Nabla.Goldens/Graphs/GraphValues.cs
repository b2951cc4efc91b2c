using Nabla.Files;
using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Graphs;

/// <summary>Values of a case that are fed or fetched.</summary>
static class GraphValues
{
    /// <summary>A value as a tensor: an array, bytes in base64, or text with the case's folder in it.</summary>
    public static Tensor ToTensor(object? value, CaseFolder? folder = null)
    {
        if (value is Dictionary<string, object?> map && (map.TryGetValue("base64", out var nested) || map.TryGetValue("hex", out nested)))
        {
            var isHex = map.ContainsKey("hex");
            var texts = new List<string>();
            void Add(object? item)
            {
                if (item is List<object?> items) items.ForEach(Add);
                else texts.Add(ByteText.FromBytes(isHex ? Convert.FromHexString((string)item!) : Convert.FromBase64String((string)item!)));
            }
            Add(nested);
            return Tensor.Constant((Array)texts.ToArray(), Shape.Of([.. ((List<object?>)map["shape"]!).Select(length => (long)length!)]));
        }
        if (value is not Tensor tensor) throw new BindingException($"a {value?.GetType().Name ?? "null"} as a value");
        return tensor.ElementType == ElementType.String && folder is not null
            ? Tensor.Constant((Array)Array.ConvertAll(tensor.ToArray<string>(), text => text.Contains("{folder}", StringComparison.Ordinal) ? text.Replace("{folder}", folder.Path, StringComparison.Ordinal) : text), tensor.Shape)
            : tensor;
    }
}
