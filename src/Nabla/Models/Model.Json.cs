using Nabla.Formats;
using Nabla.Models.Saving;

namespace Nabla;

/// <content>The model's layers as text.</content>
public abstract partial class Model
{
    /// <summary>The layers with their options as Keras's <c>model.to_json()</c> writes them; neither weights nor what <see cref="Compile"/> was given.</summary>
    /// <param name="customObjects">How classes of one's own are written.</param>
    /// <exception cref="NotSupportedException">A layer is one's own and has no row in <paramref name="customObjects"/>: code is not data.</exception>
    public string ToJson(CustomObjects? customObjects = null)
    {
        using var custom = CustomObjects.Use(customObjects);
        return KerasModels.Write(this).ToJsonString();
    }

    /// <summary>The model that a text of <see cref="ToJson"/>, or of Keras's <c>model.to_json()</c>, describes; its weights are new.</summary>
    /// <param name="json">The text, of Keras 3 or 2.</param>
    /// <param name="customObjects">Classes of one's own that the text may name.</param>
    /// <exception cref="ModelFormatException">The text is no description of a model, or names what is not known here.</exception>
    public static Model FromJson(string json, CustomObjects? customObjects = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        using var custom = CustomObjects.Use(customObjects);
        return KerasLoading.Understood("JSON", () => KerasModels.Read(KerasObject.ParseModel(json, "JSON", LoadLimits.Default)));
    }
}
