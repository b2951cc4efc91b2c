using System.Text.Json.Nodes;
using Nabla.Formats;

namespace Nabla.Models.Saving;

/// <summary>A closed table between Keras's class names and ours: a description becomes an object and an object a description.</summary>
/// <param name="kind">What the table holds, for errors: <c>loss</c>.</param>
/// <param name="module">Keras's module of the classes.</param>
/// <param name="common">Writes what all of them have, for classes of one's own.</param>
sealed class KerasTable<T>(string kind, string module, Action<T, JsonObject>? common = null)
    where T : class
{
    readonly Dictionary<string, Func<KerasConfig, T>> readers = new(StringComparer.Ordinal);
    readonly Dictionary<Type, (string ClassName, Action<T, JsonObject> Write)> writers = [];

    /// <summary>Adds a class.</summary>
    /// <param name="className">Its name in Keras.</param>
    /// <param name="read">Makes an object from a configuration.</param>
    /// <param name="write">Fills a configuration from an object.</param>
    internal KerasTable<T> Add<U>(string className, Func<KerasConfig, U> read, Action<U, JsonObject> write)
        where U : T
    {
        readers.Add(className, config => read(config));
        writers.Add(typeof(U), (className, (value, config) => write((U)value, config)));
        return this;
    }

    /// <summary>Adds a class that is read and not written.</summary>
    /// <param name="className">Its name in Keras.</param>
    /// <param name="read">Makes an object from a configuration.</param>
    internal KerasTable<T> AddReader(string className, Func<KerasConfig, T> read)
    {
        readers.Add(className, read);
        return this;
    }

    /// <summary>Whether a class of this name can be read.</summary>
    internal bool Has(string className) => readers.ContainsKey(className);

    /// <summary>The object that a description tells of.</summary>
    /// <exception cref="NotSupportedException">The class is not in the table.</exception>
    /// <exception cref="ModelFormatException">A value of the configuration is missing or of another type.</exception>
    internal T Read(KerasObject description) =>
        CustomObjects.ReaderOf<T>(description) is { } custom ? custom(description.Config)
        : !IsKeras(description.Module) ? throw new NotSupportedException($"{description.Module}.{description.ClassName}: a {kind} of another program: only Keras's own classes are known here. Give CustomObjects a row for {description.RegisteredName ?? description.ClassName}.")
        : readers.TryGetValue(description.ClassName, out var read) ? read(description.Config)
        : throw new NotSupportedException($"{description.ClassName}: {(kind[0] is 'i' or 'o' ? "an" : "a")} {kind} that is not known here. {NearNames.Describe(description.ClassName, readers.Keys)} One's own class needs a row in CustomObjects.");

    static bool IsKeras(string module) => module is "" or "keras" or "keras_core" || module.StartsWith("keras.", StringComparison.Ordinal) || module.StartsWith("tf_keras.", StringComparison.Ordinal);

    /// <summary>The description of an object.</summary>
    /// <exception cref="NotSupportedException">The class is not in the table: one's own cannot be saved by name.</exception>
    internal JsonObject Write(T value)
    {
        if (CustomObjects.WriterOf(value) is var (name, writeCustom))
        {
            var options = new JsonObject();
            common?.Invoke(value, options);
            writeCustom(value, options);
            return new() { ["module"] = null, ["class_name"] = name[(name.LastIndexOf('>') + 1)..], ["config"] = options, ["registered_name"] = name };
        }

        if (!writers.TryGetValue(value.GetType(), out var row))
        {
            throw new NotSupportedException($"{value.GetType().Name}: a {kind} of one's own: only Keras's own classes can be saved as Keras saves them: {string.Join(", ", readers.Keys)}. Give CustomObjects a row that writes it.");
        }

        var config = new JsonObject();
        row.Write(value, config);
        return new() { ["module"] = module, ["class_name"] = row.ClassName, ["config"] = config, ["registered_name"] = null };
    }
}
