using Nabla.Formats;
using Nabla.Models.Saving;

namespace Nabla;

/// <content>The model's layers as text.</content>
public abstract partial class Model
{
    /// <summary>The layers with their options as Keras's <c>model.to_json()</c> writes them; neither weights nor what <see cref="Compile"/> was given.</summary>
    /// <exception cref="NotSupportedException">A layer is one's own: code is not data.</exception>
    public string ToJson() => KerasModels.Write(this).ToJsonString();

    /// <summary>The model that a text of <see cref="ToJson"/>, or of Keras's <c>model.to_json()</c>, describes; its weights are new.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="ModelFormatException">The text is no description of a model.</exception>
    /// <exception cref="NotSupportedException">A class of it is not known here.</exception>
    public static Model FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return KerasModels.Read(KerasObject.Parse(json, "JSON"));
    }
}
